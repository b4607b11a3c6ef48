package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tgfetcher.telegram.library.TdlibPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The properties of the image that need no engine; {@code src/docker/try.sh} tests the rest. */
class ImageTest {
  private static final String FILE = Repository.text("src/docker/Dockerfile");
  private static final List<String> LINES =
      FILE.replace("\\\n", " ").lines().filter(line -> !line.startsWith("#")).toList();
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern FROM = Pattern.compile("FROM (\\S+)(?: AS (\\w+))?");

  @Test
  void the_last_stage_has_only_a_runtime_and_an_unprivileged_user() {
    List<String> stages = LINES.stream().filter(line -> line.startsWith("FROM ")).toList();
    List<String> last =
        LINES.subList(LINES.lastIndexOf(stages.get(stages.size() - 1)), LINES.size());

    assertThat(stages).hasSizeGreaterThan(1).allMatch(line -> FROM.matcher(line).matches());
    assertThat(stages.get(stages.size() - 1)).contains("-jre-");
    assertThat(last)
        .contains("USER 10001:10001", "STOPSIGNAL SIGTERM", "VOLUME [\"/data\", \"/sessions\"]")
        .anyMatch(line -> line.startsWith("HEALTHCHECK ") && line.contains("alive.sh"))
        .anyMatch(line -> line.startsWith("LABEL org.opencontainers.image.title="));
  }

  @Test
  void images_are_pinned() {
    assertThat(LINES.stream().filter(line -> line.startsWith("FROM ")))
        .allMatch(line -> word(line).matches("[a-z-]+:[\\w.-]*\\d[\\w.-]*"));
  }

  /** The frontend of the engine is enough, so the build downloads no other. */
  @Test
  void the_build_downloads_no_frontend() {
    assertThat(FILE).doesNotContain("# syntax=");
  }

  /** The work tree may have other modes, as with umask 077. */
  @Test
  void every_user_can_run_the_scripts_of_the_image() {
    assertThat(LINES).contains("COPY --chmod=0755 tg-fetcher src/docker/alive.sh /opt/tg-fetcher/");
  }

  @Test
  void the_image_has_the_tdlib_that_the_program_trusts() {
    assertThat(FILE)
        .contains("ARG TDLIB_SHA256=" + TdlibPlatform.LINUX_X64.build().librarySha256() + "\n")
        .contains("echo \"$TDLIB_SHA256  libtdjson.so\" | sha256sum -c -")
        .contains("TDLIB_LIBRARY=/opt/tg-fetcher/libtdjson.so");
  }

  @Test
  void copied_files_exist_and_are_not_ignored() {
    String ignored = Repository.text("src/docker/Dockerfile.dockerignore");

    assertThat(LINES.stream().filter(line -> line.startsWith("COPY ") && !line.contains("--from=")))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              for (String source : sources(line)) {
                assertThat(Repository.path(source)).exists();
                assertThat(ignored).contains("\n!" + source + "\n");
              }
            });
    assertThat(ignored).contains("\n**/.env\n");
  }

  /** The sources of a COPY: all words between its options and its target. */
  private static List<String> sources(String copy) {
    List<String> words =
        SPACE.splitAsStream(copy).skip(1).filter(word -> !word.startsWith("--")).toList();
    return words.subList(0, words.size() - 1);
  }

  /** The first word after the instruction. */
  private static String word(String line) {
    return SPACE.splitAsStream(line).skip(1).findFirst().orElseThrow();
  }

  @Test
  void every_module_of_the_build_is_copied() {
    Pattern module = Pattern.compile("<module>(.+)</module>");
    String pom = Repository.text("pom.xml");
    String modules = pom.substring(0, pom.indexOf("</modules>"));

    assertThat(module.matcher(modules).results().map(match -> match.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(FILE).containsPattern("COPY " + name + "(/pom.xml)? "));
  }

  @Test
  void the_health_check_distinguishes_alive_from_dead() throws IOException {
    assertThat(healthCheck(200)).isZero();
    assertThat(healthCheck(503)).isNotZero();
    assertThat(check(1)).isNotZero();
  }

  private static int healthCheck(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/live",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      return check(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static int check(int port) {
    return new ExternalTool(Repository.path("src/docker/alive.sh"))
        .run(Map.of("HTTP_PORT", String.valueOf(port)))
        .exitCode();
  }

  @Test
  void scripts_are_executable_and_have_no_syntax_errors() {
    assertThat(Repository.files("src", ".sh"))
        .isNotEmpty()
        .allSatisfy(
            script -> {
              assertThat(script).isExecutable();
              ExternalTool.Result syntax =
                  new ExternalTool(Path.of("/bin/bash")).run("-n", script.toString());
              assertThat(syntax.exitCode()).as(syntax.output()).isZero();
            });
  }
}

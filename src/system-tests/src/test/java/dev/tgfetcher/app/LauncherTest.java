package dev.tgfetcher.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("app")
class LauncherTest {
  @TempDir private Path folder;

  @Test
  void it_works_from_any_folder() throws Exception {
    BuiltApp.Result result = BuiltApp.run(BuiltApp.LAUNCHER, folder, Map.of(), "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: tg-fetcher");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void it_finds_its_home_through_symbolic_links() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin with space"));
    Files.createSymbolicLink(bin.resolve("tg"), BuiltApp.LAUNCHER);
    Path link = Files.createSymbolicLink(folder.resolve("tg"), Path.of("bin with space/tg"));

    BuiltApp.Result result = BuiltApp.run(link, folder, Map.of(), "--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("tg-fetcher ");
  }

  @Test
  void it_passes_the_exit_code_and_the_arguments_on() throws Exception {
    BuiltApp.Result result =
        BuiltApp.run(BuiltApp.LAUNCHER, folder, Map.of(), "no such subcommand", "");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: unknown subcommand 'no such subcommand'");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void output_to_a_full_disk_is_a_failure() throws Exception {
    BuiltApp.Result result = inShell("tg-fetcher --help >/dev/full");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("error: standard output is not complete: No space left on device");
  }

  @Test
  void a_reader_that_closes_the_pipe_is_no_failure() throws Exception {
    BuiltApp.Result result = inShell("set -o pipefail; tg-fetcher --help | true");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void a_closed_standard_input_counts_as_empty() throws Exception {
    BuiltApp.Result result = inShell("tg-fetcher push - <&-");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: standard input has no command").hasLineCount(1);
  }

  private BuiltApp.Result inShell(String script) throws Exception {
    Files.createSymbolicLink(folder.resolve("tg-fetcher"), BuiltApp.LAUNCHER);
    String path = folder + ":" + System.getenv("PATH");
    Map<String, String> environment =
        Map.of("PATH", path, "LC_ALL", "C", "REDIS_URL", "redis://127.0.0.1:1");
    return BuiltApp.run(Path.of("/bin/bash"), folder, environment, "-c", script);
  }

  @Test
  void a_worker_that_cannot_start_prints_the_reason_on_standard_error() throws Exception {
    Map<String, String> environment =
        Map.of(
            "REDIS_URL",
            "http://127.0.0.1:1",
            "HTTP_PORT",
            "0",
            "TDLIB_LIBRARY",
            TestTelegram.library().toString());

    BuiltApp.Result result = BuiltApp.run(BuiltApp.LAUNCHER, folder, environment, "worker");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: REDIS_URL must start with").hasLineCount(1);
  }

  @Test
  void a_java_home_without_java_is_an_error() throws Exception {
    BuiltApp.Result result =
        BuiltApp.run(
            BuiltApp.LAUNCHER, folder, Map.of("JAVA_HOME", folder.toString()), "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("error: JAVA_HOME=").contains("Java 17").hasLineCount(1);
  }

  @Test
  void an_old_java_is_an_error() throws Exception {
    Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    BuiltApp.Result result =
        BuiltApp.run(
            BuiltApp.LAUNCHER, folder, Map.of("JAVA_HOME", folder.toString()), "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("is Java 8: 17 or later is needed").hasLineCount(1);
  }

  @Test
  void a_missing_build_without_maven_is_an_error() throws Exception {
    Path copy = folder.resolve("tg-fetcher");
    Files.copy(BuiltApp.LAUNCHER, copy);
    assertThat(copy.toFile().setExecutable(true)).isTrue();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : new String[] {"sh", "dirname", "readlink", "sed"}) {
      Files.createSymbolicLink(bin.resolve(tool), whereIs(tool));
    }

    BuiltApp.Result result =
        BuiltApp.run(copy, folder, Map.of("PATH", bin.toString()), "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("error: Maven 3.8.5 or later is needed").hasLineCount(1);
  }

  private static Path whereIs(String tool) {
    for (String directory : new String[] {"/bin", "/usr/bin"}) {
      if (Files.exists(Path.of(directory, tool))) {
        return Path.of(directory, tool);
      }
    }
    throw new IllegalStateException("no " + tool);
  }
}

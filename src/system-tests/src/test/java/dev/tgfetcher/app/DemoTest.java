package dev.tgfetcher.app;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("app")
class DemoTest {
  @TempDir private Path folder;

  @Test
  void it_ends_as_promised_and_leaves_only_archive_files() throws Exception {
    Path temp = Files.createDirectory(folder.resolve("tmp"));

    BuiltApp.Result result =
        BuiltApp.run(
            BuiltApp.LAUNCHER,
            folder,
            inTemp(temp),
            "demo",
            "--data-dir",
            "archive",
            "--days",
            "2",
            "--messages",
            "120");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("Telegram answers FLOOD_WAIT_2")
        .contains("Dead letter @harbour_ghost")
        .doesNotContain("dlq replay")
        .contains("All as expected");
    assertThat(result.exitCode()).isZero();
    assertThat(days("harbour_talk")).hasSize(2);
    assertThat(days("harbour_news")).hasSize(2);
    assertThat(files(temp)).isEmpty();
  }

  @Test
  void a_stop_in_the_middle_ends_all_its_processes() throws Exception {
    Path temp = Files.createDirectory(folder.resolve("tmp"));
    Process demo = startLongDemo(temp);
    List<ProcessHandle> descendants = demo.descendants().toList();
    assertThat(descendants).hasSizeGreaterThanOrEqualTo(4);

    demo.destroy();

    assertThat(demo.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(143);
    await().untilAsserted(() -> assertThat(descendants).noneMatch(ProcessHandle::isAlive));
    assertThat(files(temp)).isEmpty();
  }

  @Test
  void all_its_processes_end_when_it_is_killed() throws Exception {
    Path temp = Files.createDirectory(folder.resolve("tmp"));
    Process demo = startLongDemo(temp);
    List<ProcessHandle> descendants = demo.descendants().toList();
    assertThat(descendants).hasSizeGreaterThanOrEqualTo(4);

    demo.destroyForcibly();

    await().untilAsserted(() -> assertThat(descendants).noneMatch(ProcessHandle::isAlive));
  }

  /** Starts a demo whose workers have many days to fetch. */
  private Process startLongDemo(Path temp) throws IOException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process demo =
        BuiltApp.start(
            BuiltApp.LAUNCHER, folder, inTemp(temp), out, err, "demo", "--keep", "--days", "30");
    await().until(() -> BuiltApp.read(out).contains("Scheduler") || !demo.isAlive());
    return demo;
  }

  private List<Path> days(String chat) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("archive").resolve(chat))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  /** Environment variables for a temporary folder that the test can inspect. */
  private static Map<String, String> inTemp(Path temp) {
    return Map.of("TGF_JAVA_OPTS", "-Djava.io.tmpdir=" + temp, "TMPDIR", temp.toString());
  }

  private static List<Path> files(Path temp) throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.toList();
    }
  }
}

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
  void it_keeps_its_promises_and_leaves_files_alone() throws Exception {
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
        .contains("tg-fetcher dlq replay --chat @harbour_ghost")
        .contains("All as promised");
    assertThat(result.exitCode()).isZero();
    assertThat(days("harbour_talk")).hasSize(2);
    assertThat(days("harbour_news")).hasSize(2);
    assertThat(left(temp)).isEmpty();
  }

  @Test
  void a_stop_in_the_middle_ends_all_its_processes() throws Exception {
    Path temp = Files.createDirectory(folder.resolve("tmp"));
    Process demo = begun(temp);
    List<ProcessHandle> family = demo.descendants().toList();
    assertThat(family).hasSizeGreaterThanOrEqualTo(4);

    demo.destroy();

    assertThat(demo.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(143);
    await().untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    assertThat(left(temp)).isEmpty();
  }

  @Test
  void its_processes_do_not_outlive_its_sudden_death() throws Exception {
    Path temp = Files.createDirectory(folder.resolve("tmp"));
    Process demo = begun(temp);
    List<ProcessHandle> family = demo.descendants().toList();
    assertThat(family).hasSizeGreaterThanOrEqualTo(4);

    demo.destroyForcibly();

    await().untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
  }

  /** One whose workers have days before them that take a while. */
  private Process begun(Path temp) throws IOException {
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

  /** A temporary folder of the test's own, to see what is left in it. */
  private static Map<String, String> inTemp(Path temp) {
    return Map.of("TGF_JAVA_OPTS", "-Djava.io.tmpdir=" + temp, "TMPDIR", temp.toString());
  }

  private static List<Path> left(Path temp) throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.toList();
    }
  }
}

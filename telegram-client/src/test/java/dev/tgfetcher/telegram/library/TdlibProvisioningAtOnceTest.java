package dev.tgfetcher.telegram.library;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TdlibProvisioningAtOnceTest {
  private static final int PROCESSES = 3;
  private static final PackedLibrary PACKED = PackedLibrary.of("shared by all");

  @TempDir private Path folder;

  @Test
  void several_processes_at_once_fetch_it_once_and_all_get_it() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int number = 0; number < PROCESSES; number++) {
        processes.add(start(number));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }

    assertThat(folder.resolve("fetches")).hasContent("fetched\n");
    for (int number = 0; number < PROCESSES; number++) {
      assertThat(Path.of(Files.readString(folder.resolve("provided-" + number))))
          .hasBinaryContent(PACKED.library());
    }
  }

  private Process start(int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OneProcess.class.getName(),
            folder.toString(),
            String.valueOf(number))
        .inheritIO()
        .start();
  }

  static final class OneProcess {
    private OneProcess() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      Files.createFile(folder.resolve("started-" + args[1]));
      Path library =
          new TdlibProvisioner(
                  Map.of(),
                  PACKED.build(),
                  folder.resolve("cache"),
                  new NpmPackage((command, directory) -> pack(folder, directory), "Linux"),
                  line -> {})
              .provide();
      Files.writeString(folder.resolve("provided-" + args[1]), library.toString());
    }

    /** Waits until every process has started, so that all of them need the library at once. */
    private static ProcessRunner.Outcome pack(Path folder, Path directory) throws IOException {
      Files.writeString(
          folder.resolve("fetches"),
          "fetched\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      for (int number = 0; number < PROCESSES; number++) {
        Path started = folder.resolve("started-" + number);
        await().atMost(LONG).until(() -> Files.exists(started));
      }
      Files.write(directory.resolve("packed.tgz"), PACKED.archive());
      return new ProcessRunner.Outcome(0, "");
    }
  }
}

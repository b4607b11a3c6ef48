package dev.tgfetcher.telegram.session;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionDirectoryTest {
  @TempDir private Path folder;

  @Test
  void it_is_made_for_its_owner_alone() throws Exception {
    Path directory = folder.resolve("sessions/main");

    try (SessionDirectory locked = SessionDirectory.lock(directory)) {
      assertThat(locked.path()).isEqualTo(directory);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void it_is_locked_once_in_a_process_and_free_after_close() {
    try (SessionDirectory locked = SessionDirectory.lock(folder)) {
      assertLocked(locked.path(), ProcessHandle.current().pid());
    }

    SessionDirectory.lock(folder).close();
  }

  @Test
  void another_process_is_named_and_its_death_frees_the_directory() throws Exception {
    Process other = lockInAnotherProcess();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('h');
      assertLocked(folder, other.pid());
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

    SessionDirectory.lock(folder).close();
  }

  @Test
  void a_place_that_cannot_be_written_is_refused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() -> SessionDirectory.lock(file.resolve("main")))
        .hasMessageContaining(file.toString())
        .isInstanceOfSatisfying(
            SessionUnavailableException.class,
            e -> assertThat(e.problem()).isEqualTo(SessionProblem.DIRECTORY));
  }

  private static void assertLocked(Path directory, long owner) {
    assertThatThrownBy(() -> SessionDirectory.lock(directory))
        .hasMessage("the session directory %s is in use by process %d", directory, owner)
        .isInstanceOfSatisfying(
            SessionUnavailableException.class,
            e -> assertThat(e.problem()).isEqualTo(SessionProblem.LOCKED));
  }

  private Process lockInAnotherProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockOwner.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Locks the directory, prints a line, and keeps the lock until its input ends. */
  static final class LockOwner {
    private LockOwner() {}

    public static void main(String[] args) throws IOException {
      try (SessionDirectory locked = SessionDirectory.lock(Path.of(args[0]))) {
        System.out.println("h " + locked.path());
        System.out.flush();
        System.in.read();
      }
    }
  }
}

package dev.tgfetcher.telegram.session;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  /** On Linux a folder reports its new members, and a change of their permissions. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void it_is_at_no_time_open_to_others() throws Exception {
    Path directory = folder.resolve("main");
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      WatchKey key = folder.register(watch, ENTRY_CREATE, ENTRY_MODIFY);

      SessionDirectory.lock(directory).close();
      Files.createDirectory(folder.resolve("end"));

      List<WatchEvent<?>> events = new ArrayList<>();
      await()
          .until(
              () -> {
                events.addAll(key.pollEvents());
                return of(events, "end").contains(ENTRY_CREATE);
              });
      assertThat(of(events, "main")).containsExactly(ENTRY_CREATE);
    }
  }

  private static List<WatchEvent.Kind<?>> of(List<WatchEvent<?>> events, String member) {
    return events.stream()
        .filter(event -> String.valueOf(event.context()).equals(member))
        .<WatchEvent.Kind<?>>map(WatchEvent::kind)
        .toList();
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

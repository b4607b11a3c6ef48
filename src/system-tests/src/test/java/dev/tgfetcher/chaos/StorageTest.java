package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.FetchFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker on a disk that is full or read-only. The mounts need root. */
class StorageTest {
  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;

  @TempDir Path folder;
  private Path disk;
  private SmallDisk mount;
  private ChaosFixture fixture;

  @BeforeEach
  void mountDisk() throws Exception {
    disk = folder.resolve("disk");
    mount = new SmallDisk(disk, "2m");
    assumeThat(mount.isMounted()).as("mount a small disk, which needs root").isTrue();
    fixture = ChaosFixture.open(folder, 1);
    fixture.worker(
        "worker-1",
        Map.of(
            "DATA_DIR", disk.resolve("data").toString(),
            "RETRY_BASE_DELAY", "1s",
            "RETRY_MAX_DELAY", "1s",
            "MAX_RETRY_ATTEMPTS", "50"));
    await("the worker works").until(() -> hasSpool());
  }

  private boolean hasSpool() throws IOException {
    Path data = disk.resolve("data");
    if (!Files.exists(data)) {
      return false;
    }
    try (Stream<Path> paths = Files.walk(data)) {
      return paths.anyMatch(path -> path.endsWith("worker-1/lock"));
    }
  }

  @AfterEach
  void unmount() throws Exception {
    if (fixture != null) {
      fixture.close();
    }
    mount.close();
  }

  @Test
  void a_full_disk_costs_a_command_nothing_and_leaves_no_partial_file() throws IOException {
    mount.fill();

    String payload = fixture.push("first", DAY);

    await().until(() -> fixture.redis().events().toString().contains("\"first\""));
    await().until(() -> fixture.redis().pending().equals(List.of(payload)));
    assertThat(chatFiles()).isEmpty();
    mount.free();
    assertCompletes();
    assertThat(fixture.events(FetchFailed.class)).isEmpty();
  }

  @Test
  void an_attempt_on_a_read_only_disk_fails_as_storage_and_is_repeated() throws Exception {
    Path chat = Files.createDirectories(disk.resolve("data").resolve(fixture.chat()));
    assertThat(SmallDisk.run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", chat.toString()))
        .isZero();

    fixture.push("first", DAY);

    await().until(() -> fixture.events(FetchFailed.class).size() >= 2);
    assertThat(fixture.events(FetchFailed.class))
        .allMatch(failed -> failed.errorType() == ErrorType.STORAGE);
    assertThat(chatFiles()).isEmpty();
    await().until(() -> SmallDisk.run("umount", chat.toString()) == 0);
    assertCompletes();
  }

  private void assertCompletes() throws IOException {
    await().until(() -> fixture.redis().events().toString().contains("messages_fetched"));
    assertThat(ArchiveReader.read(file()).messages())
        .extracting(message -> (int) message.id())
        .containsExactlyElementsOf(fixture.world().messages(fixture.chat(), DAY).keySet());
    assertThat(chatFiles()).containsExactly(file());
    assertThat(fixture.redis().deadLetters()).isEmpty();
  }

  private Path file() {
    return disk.resolve("data").resolve(fixture.chat()).resolve(DAY + ".json");
  }

  /** All files in the chat's folder, hidden ones included. */
  private List<Path> chatFiles() throws IOException {
    Path chat = disk.resolve("data").resolve(fixture.chat());
    if (!Files.exists(chat)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(chat)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}

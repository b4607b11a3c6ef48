package dev.tgfetcher.archive.directory;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.message;
import static dev.tgfetcher.archive.TestingDays.messages;
import static dev.tgfetcher.archive.TestingDays.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.WriteGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system calls of a write that wait for the disk, or grow with the archive. */
class WriteCostTest {
  @TempDir Path root;
  @TempDir Path recordings;
  private ArchiveLayout layout;
  private DirectoryArchiveStore store;

  @BeforeEach
  void open() {
    layout = new ArchiveLayout(root);
    store = new DirectoryArchiveStore(layout, 5);
  }

  @Test
  void an_empty_day_syncs_no_folder_but_that_of_its_file() throws IOException {
    ProgressFile progress = new ProgressFile(layout, InstantSource.fixed(TestingDays.NOW));
    WriteGuard guard = withToken(7);

    List<RecordedEvent> syncs =
        syncs(
            () -> progress.record(TestingDays.write(layout, store, complete(), List.of(), guard)));

    assertThat(syncs)
        .extracting(sync -> sync.getString("path"))
        .containsExactly(layout.chatFolder(CHAT).toString());
    assertThat(store.newestFencingToken(CHAT, DATE)).isEqualTo(7);
  }

  private static WriteGuard withToken(long token) {
    return new WriteGuard() {
      @Override
      public boolean isOwned() {
        return true;
      }

      @Override
      public long fencingToken() {
        return token;
      }
    };
  }

  /** The flight recorder sees the syncs of folders, each of which follows the sync of a file. */
  private List<RecordedEvent> syncs(Runnable action) throws IOException {
    Path file = recordings.resolve("syncs.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      recording.start();
      action.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getString("path").startsWith(root.toString()))
        .toList();
  }

  @Test
  void a_write_lists_the_revisions_once() throws IOException {
    TestingDays.write(layout, store, complete(), messages(1, 3));
    put(layout.revisionFile(CHAT, DATE, 4), "{}");
    Revisions revisions = new Revisions(layout, CHAT, DATE);
    Optional<Revisions.Former> former = revisions.former(store.find(CHAT, DATE));
    assertThat(former).map(Revisions.Former::revision).contains(1);

    put(layout.revisionFile(CHAT, DATE, 9), "{}");

    assertThat(revisions.next(former)).isEqualTo(5);
    assertThat(revisions.keep(former.orElseThrow())).isTrue();
    revisions.prune(1);
    assertThat(layout.revisions(CHAT, DATE)).containsOnlyKeys(4, 9);
  }

  @Test
  void a_kept_revision_counts_without_a_second_list() throws IOException {
    DirectoryArchiveStore keepsOne = new DirectoryArchiveStore(layout, 1);
    for (long last = 1; last <= 4; last++) {
      TestingDays.write(layout, keepsOne, complete(), List.of(message(last)));
    }

    assertThat(layout.revisions(CHAT, DATE)).containsOnlyKeys(3);
    assertThat(layout.revisionsFolder(CHAT).toFile().list()).hasSize(1);
  }
}

package dev.tgfetcher.archive.directory;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.NOW;
import static dev.tgfetcher.archive.TestingDays.draft;
import static dev.tgfetcher.archive.TestingDays.json;
import static dev.tgfetcher.archive.TestingDays.messages;
import static dev.tgfetcher.archive.TestingDays.oldest;
import static dev.tgfetcher.archive.TestingDays.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.progress.ProgressJson;
import dev.tgfetcher.archive.progress.SourceProgress;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
  @TempDir Path root;
  private ArchiveLayout layout;
  private DirectoryArchiveStore store;
  private ProgressFile progress;

  @BeforeEach
  void open() {
    layout = new ArchiveLayout(root);
    store = new DirectoryArchiveStore(layout, 5);
    progress = new ProgressFile(layout, InstantSource.fixed(NOW));
  }

  @Test
  void the_file_has_the_fields_of_the_contract_and_nothing_else() throws IOException {
    archive(DATE, 3, null);

    assertThat(json(layout.progressFile()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"version":"1.0","sources":{"ru_python":{"last_processed_date":"2025-11-07",
                "last_message_id":3,"last_updated":"2025-11-08T10:30:00Z","status":"completed",
                "message_count":3,"completed_dates":["2025-11-07"]}}}
                """));
  }

  @Test
  void an_older_day_is_added_without_going_back() {
    archive(DATE, 3, null);
    archive(DATE.minusDays(2), 5, null);

    SourceProgress now = progress.of(CHAT);
    assertThat(now.lastProcessedDate()).contains(DATE);
    assertThat(now.lastMessageId()).hasValue(3);
    assertThat(now.messageCount()).isEqualTo(8);
    assertThat(now.completedDates()).containsExactly(DATE.minusDays(2), DATE);
  }

  @Test
  void a_day_written_again_is_counted_once() {
    archive(DATE, 3, null);
    archive(DATE, 3, null);
    archive(DATE, 4, null);

    assertThat(progress.of(CHAT).messageCount()).isEqualTo(4);
    assertThat(progress.of(CHAT).completedDates()).containsExactly(DATE);
  }

  @Test
  void an_incomplete_day_is_not_called_complete() {
    archive(DATE, 3, null);
    archive(DATE, 2, "the limit was reached");
    archive(DATE.plusDays(1), 2, "the day is not over");

    SourceProgress now = progress.of(CHAT);
    assertThat(now.upToDate()).isFalse();
    assertThat(now.messageCount()).isZero();
    assertThat(now.completedDates()).isEmpty();
    assertThat(now.lastProcessedDate()).contains(DATE);
  }

  @Test
  void fields_of_other_programs_stay() throws IOException {
    put(
        layout.progressFile(),
        """
        {"version":"1.0","note":1,"sources":{"elsewhere":{"status":"x","completed_dates":["b","a"]},
        "ru_python":{"own":true,"last_processed_date":"2025-11-01","completed_dates":
        ["2025-11-01","2025-10-31","2025-11-01"],"message_count":7}}}
        """);

    archive(DATE, 3, null);

    assertThat(json(layout.progressFile()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"version":"1.0","note":1,"sources":{"elsewhere":{"status":"x",
                "completed_dates":["b","a"]},"ru_python":{"own":true,
                "last_processed_date":"2025-11-07","completed_dates":
                ["2025-10-31","2025-11-01","2025-11-07"],"message_count":10,"last_message_id":3,
                "last_updated":"2025-11-08T10:30:00Z","status":"completed"}}}
                """));
  }

  @Test
  void an_unreadable_file_is_kept_and_rebuilt_from_the_archive() throws IOException {
    archive(DATE.minusDays(1), 2, null);
    put(layout.progressFile(), "{\"sources\":");

    archive(DATE, 3, null);

    assertThat(progress.of(CHAT).messageCount()).isEqualTo(5);
    Path aside = root.resolve("progress.json." + NOW.toEpochMilli() + ".unreadable");
    assertThat(aside).hasContent("{\"sources\":");
  }

  @Test
  void a_rebuild_equals_the_recorded_progress() throws IOException {
    archive(DATE.minusDays(1), 0, null);
    archive(DATE, 3, null);
    archive(DATE.plusDays(1), 3, "the day is not over");
    SourceProgress recorded = progress.of(CHAT);
    Files.delete(layout.progressFile());

    progress.rebuild();

    SourceProgress rebuilt = progress.of(CHAT);
    assertThat(rebuilt.completedDates()).isEqualTo(recorded.completedDates());
    assertThat(rebuilt.messageCount()).isEqualTo(3);
    assertThat(rebuilt.lastProcessedDate()).contains(DATE);
    assertThat(rebuilt.lastMessageId()).hasValue(3);
  }

  @Test
  void a_rebuild_trusts_the_progress_only_for_files_of_version_1_0() throws IOException {
    put(layout.dayFile(CHAT, DATE), oldest());
    put(
        layout.progressFile(),
        """
        {"version":"1.0","sources":{"ru_python":{"completed_dates":["2025-11-06","2025-11-07"]}}}
        """);

    progress.rebuild();

    assertThat(progress.of(CHAT).completedDates()).containsExactly(DATE);
  }

  @Test
  void many_workers_at_once_lose_nothing() {
    IntStream.range(0, 24).parallel().forEach(day -> archive(DATE.plusDays(day), 2, null));

    assertThat(progress.of(CHAT).messageCount()).isEqualTo(48);
    assertThat(progress.of(CHAT).completedDates()).hasSize(24);
    assertThat(root.toFile().list())
        .containsExactlyInAnyOrder(CHAT, ".locks", ".progress", ".spool", "progress.json");
  }

  @Test
  void a_day_rewrites_the_progress_of_its_chat_alone() throws IOException {
    put(layout.progressFile(), progressOfYears(500));
    byte[] before = Files.readAllBytes(layout.progressFile());
    WriteOutcome day = TestingDays.write(layout, store, draft(CHAT, DATE, null), messages(1, 3));
    long writtenBefore = bytesWritten();

    for (int write = 0; write < 10; write++) {
      progress.record(day);
    }

    assertThat(bytesWritten() - writtenBefore).isLessThan(before.length / 10);
    assertThat(progress.of(CHAT).completedDates()).containsExactly(DATE);
    progress.fold();
    ProgressJson folded = ProgressJson.parse(json(layout.progressFile())).orElseThrow();
    assertThat(folded.source(CHAT)).isEqualTo(progress.of(CHAT));
    assertThat(folded.source("chat7").completedDates()).hasSize(5 * 365);
  }

  private static String progressOfYears(int chats) {
    ProgressJson years = ProgressJson.empty();
    SourceProgress ofChat = SourceProgress.NONE;
    for (int day = 0; day < 5 * 365; day++) {
      ofChat = ofChat.withComplete(DATE.minusDays(day), 1, OptionalLong.of(1));
    }
    for (int chat = 0; chat < chats; chat++) {
      years.put("chat" + chat, ofChat, NOW);
    }
    return new String(years.bytes(), StandardCharsets.UTF_8);
  }

  /** The bytes that this thread has written, as Linux counts them. */
  private static long bytesWritten() throws IOException {
    Path counts = Path.of("/proc/thread-self/io");
    assumeThat(counts).isReadable();
    return Files.readAllLines(counts).stream()
        .filter(line -> line.startsWith("wchar"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  @Test
  void a_fold_that_did_not_end_is_made_again() throws IOException {
    archive(DATE, 3, null);
    byte[] before = Files.readAllBytes(layout.progressFile());
    archive(DATE.plusDays(1), 2, null);
    byte[] after = Files.readAllBytes(layout.progressFile());
    Files.write(layout.progressFile(), before);
    put(layout.foldedProgress().resolve(CHAT), "");

    new ProgressFile(layout, InstantSource.fixed(NOW)).foldIfDue();

    assertThat(layout.progressFile()).hasBinaryContent(after);
    assertThat(layout.foldedProgress()).isEmptyDirectory();
  }

  @Test
  void a_worker_does_not_wait_for_the_fold_of_another() {
    Optional<PathLock> lock = PathLock.tryAcquire(layout.progressLock());

    archive(DATE, 3, null);
    assertThat(layout.progressFile()).doesNotExist();
    lock.orElseThrow().close();
    progress.foldIfDue();

    assertThat(progress.chats()).containsExactly(CHAT);
  }

  @Test
  void a_damaged_progress_of_a_chat_is_counted_again() throws IOException {
    archive(DATE, 3, null);
    put(layout.progressFile(CHAT), "");

    archive(DATE.plusDays(1), 2, null);

    assertThat(progress.of(CHAT).completedDates()).containsExactly(DATE, DATE.plusDays(1));
    assertThat(progress.of(CHAT).messageCount()).isEqualTo(5);
  }

  private void archive(LocalDate date, int count, @Nullable String incompleteReason) {
    List<ArchivedMessage> messages =
        LongStream.rangeClosed(1, count)
            .mapToObj(id -> TestingDays.message(id, date, "text"))
            .toList();
    progress.record(
        TestingDays.write(layout, store, draft(CHAT, date, incompleteReason), messages));
  }
}

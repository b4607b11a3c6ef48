package dev.tgfetcher.archive.progress;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.NOW;
import static dev.tgfetcher.archive.TestingDays.draft;
import static dev.tgfetcher.archive.TestingDays.json;
import static dev.tgfetcher.archive.TestingDays.oldest;
import static dev.tgfetcher.archive.TestingDays.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.DirectoryArchiveStore;
import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
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
        .containsExactlyInAnyOrder(CHAT, ".locks", ".spool", "progress.json");
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

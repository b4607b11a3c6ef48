package dev.tgfetcher.archive.directory;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.draft;
import static dev.tgfetcher.archive.TestingDays.message;
import static dev.tgfetcher.archive.TestingDays.messages;
import static dev.tgfetcher.archive.TestingDays.oldest;
import static dev.tgfetcher.archive.TestingDays.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.archive.FencedException;
import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArchiveStoreTest {
  @TempDir Path root;
  private ArchiveLayout layout;
  private DirectoryArchiveStore store;
  private Path file;

  @BeforeEach
  void open() {
    layout = new ArchiveLayout(root);
    store = new DirectoryArchiveStore(layout, 2);
    file = layout.dayFile(CHAT, DATE);
  }

  @Test
  void the_first_write_creates_revision_1_with_a_valid_digest() throws IOException {
    WriteOutcome outcome = write(complete(), messages(1, 120));

    DaySummary day = written(outcome);
    assertThat(day.place()).isEqualTo(file.toString());
    assertThat(day.revision()).isEqualTo(1);
    assertThat(day.messageCount()).isEqualTo(120);
    assertThat(day.firstMessageTs()).contains(message(1).date());
    assertThat(day.lastMessageTs()).contains(message(120).date());
    assertThat(day.lastMessageId()).hasValue(120);
    assertThat(day.complete()).isTrue();
    assertThat(day.checksumSha256()).isEqualTo(Sha256.hex(file));
    ArchiveFile read = ArchiveReader.read(file);
    assertThat(read.messages()).isEqualTo(messages(1, 120));
    assertThat(read.header()).isEqualTo(complete().header(1, Map.of("42", "Анна"), Map.of()));
    assertThat(Files.readString(file)).endsWith("\"}").contains("],\"content_sha256\":\"");
    assertThat(check(file).passes()).isTrue();
    assertThat(names(file.getParent())).containsExactly("2025-11-07.json");
  }

  @Test
  void the_first_write_to_a_chat_removes_what_dead_writers_left() throws IOException {
    Path day = layout.tempFile(CHAT, DATE.minusDays(1), "nonce");
    Path revision = layout.revisionsFolder(CHAT).resolve(".2025-11-06.r1.json.tmp");
    for (Path left : List.of(day, revision)) {
      Files.createDirectories(left.getParent());
      Files.writeString(left, "{");
    }

    written(write(complete(), messages(1, 2)));

    assertThat(day).doesNotExist();
    assertThat(revision).doesNotExist();
    assertThat(file).exists();
  }

  @Test
  void a_streamed_file_equals_one_written_whole() throws IOException {
    write(complete(), messages(1, 20));

    ArchiveFile expected =
        ArchiveFile.of(complete().header(1, Map.of("42", "Анна"), Map.of()), messages(1, 20));
    assertThat(TestingDays.json(file))
        .isEqualTo(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(expected)));
  }

  @Test
  void identical_content_leaves_file_revision_and_checksum() throws IOException {
    DaySummary first = written(write(complete(), messages(1, 9)));
    byte[] before = Files.readAllBytes(file);
    DayMetadata later =
        new DayMetadata(
            CHAT,
            DATE,
            complete().sourceInfo(),
            complete().fetchedAt().plusSeconds(60),
            "1.8.68",
            null,
            true,
            complete().commentsAsOf().plusSeconds(60),
            complete().reactionsAsOf().plusSeconds(60),
            null,
            null);

    WriteOutcome again = write(later, messages(1, 9));

    assertThat(again).isEqualTo(new WriteOutcome.Unchanged(first));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(names(file.getParent())).containsExactly("2025-11-07.json");
  }

  @Test
  void different_content_creates_the_next_revision_and_keeps_the_former() throws IOException {
    write(complete(), messages(1, 9));
    byte[] former = Files.readAllBytes(file);

    WriteOutcome outcome = write(complete(), messages(2, 9));

    assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
    assertThat(((WriteOutcome.Written) outcome).replacedMessageCount()).hasValue(9);
    assertThat(outcome.day().revision()).isEqualTo(2);
    assertThat(ArchiveReader.read(file).header().revision()).isEqualTo(2);
    assertThat(Files.readAllBytes(layout.revisionFile(CHAT, DATE, 1))).isEqualTo(former);
  }

  @Test
  void a_day_that_became_complete_replaces_the_incomplete_one() {
    write(draft(CHAT, DATE, "the day is not over"), messages(1, 9));
    assertThat(store.find(CHAT, DATE)).get().returns(false, ArchivedDay::complete);

    WriteOutcome outcome = write(complete(), messages(1, 9));

    assertThat(outcome.day().revision()).isEqualTo(2);
    assertThat(((WriteOutcome.Written) outcome).replacedMessageCount()).isEmpty();
    assertThat(store.find(CHAT, DATE)).get().returns(true, ArchivedDay::complete);
  }

  @Test
  void the_oldest_revisions_beyond_the_limit_are_removed() {
    for (int last = 1; last <= 5; last++) {
      write(complete(), messages(1, last));
    }

    assertThat(store.find(CHAT, DATE)).get().returns(5, ArchivedDay::revision);
    assertThat(names(layout.revisionsFolder(CHAT)))
        .containsExactly("2025-11-07.r3.json", "2025-11-07.r4.json");
  }

  @Test
  void a_file_of_version_1_0_counts_as_an_incomplete_revision_1_and_is_kept() throws IOException {
    put(file, oldest());
    assertThat(store.find(CHAT, DATE))
        .get()
        .returns(1, ArchivedDay::revision)
        .returns(false, ArchivedDay::complete);

    assertThat(write(complete(), messages(1, 9)).day().revision()).isEqualTo(2);

    assertThat(layout.revisionFile(CHAT, DATE, 1)).hasContent(oldest());
  }

  @Test
  void a_file_of_the_python_fetcher_becomes_revision_1() throws IOException {
    put(file, TestingDays.ofPython());
    put(file.resolveSibling("2025-11-07_summary.json"), "{}");

    assertThat(write(complete(), messages(1, 9)).day().revision()).isEqualTo(2);

    assertThat(layout.revisionFile(CHAT, DATE, 1)).hasContent(TestingDays.ofPython());
    assertThat(layout.days(CHAT)).containsExactly(DATE);
  }

  @Test
  void an_unreadable_file_counts_as_absent_and_is_kept_for_ever() throws IOException {
    put(file, "{\"version\":\"1.1\",\"date\":");
    assertThat(store.find(CHAT, DATE)).isEmpty();

    assertThat(write(complete(), messages(1, 1)).day().revision()).isEqualTo(2);
    for (int last = 2; last <= 5; last++) {
      write(complete(), messages(1, last));
    }

    assertThat(names(layout.revisionsFolder(CHAT)))
        .containsExactly("2025-11-07.r1.unreadable", "2025-11-07.r4.json", "2025-11-07.r5.json");
  }

  @Test
  void a_file_cut_off_among_its_messages_counts_as_absent() throws IOException {
    write(complete(), messages(1, 50));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 2_000));

    assertThat(store.find(CHAT, DATE)).isEmpty();
  }

  @Test
  void a_damaged_file_is_replaced_although_it_records_the_same_digest() throws IOException {
    write(complete(), messages(1, 9));
    Files.writeString(file, Files.readString(file).replace("text 5", "text X"));

    assertThat(write(complete(), messages(1, 9)).day().revision()).isEqualTo(2);
    assertThat(check(file).passes()).isTrue();
  }

  @Test
  void a_revision_already_kept_before_a_crash_is_not_kept_twice() throws IOException {
    write(complete(), messages(1, 9));
    Files.createDirectories(layout.revisionsFolder(CHAT));
    Files.createLink(layout.revisionFile(CHAT, DATE, 1), file);

    assertThat(write(complete(), messages(1, 8)).day().revision()).isEqualTo(2);
    assertThat(names(layout.revisionsFolder(CHAT))).containsExactly("2025-11-07.r1.json");
  }

  @Test
  void a_file_put_back_by_hand_never_overwrites_another_revision() throws IOException {
    write(complete(), messages(1, 9));
    write(complete(), messages(1, 8));
    byte[] first = Files.readAllBytes(layout.revisionFile(CHAT, DATE, 1));
    put(file, oldest());

    assertThat(write(complete(), messages(1, 7)).day().revision()).isEqualTo(3);
    assertThat(Files.readAllBytes(layout.revisionFile(CHAT, DATE, 1))).isEqualTo(first);
    assertThat(layout.revisionFile(CHAT, DATE, 2)).hasContent(oldest());
  }

  @Test
  void a_writer_that_no_longer_owns_the_day_changes_nothing() throws IOException {
    write(complete(), messages(1, 9));
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> write(complete(), messages(1, 8), () -> false))
        .isInstanceOf(FencedException.class);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(names(file.getParent())).containsExactly(".revisions", "2025-11-07.json");
    assertThat(names(layout.revisionsFolder(CHAT))).isEmpty();
  }

  @Test
  void a_writer_whose_token_is_older_than_the_newest_that_wrote_the_day_is_refused()
      throws IOException {
    assertThat(store.newestFencingToken(CHAT, DATE)).isZero();
    write(complete(), messages(1, 9), token(7));
    assertThat(store.newestFencingToken(CHAT, DATE)).isEqualTo(7);
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> write(complete(), messages(1, 8), token(6)))
        .isInstanceOf(FencedException.class);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    write(complete(), messages(1, 8), token(7));
    write(complete(), messages(1, 7), token(8));
    assertThat(store.find(CHAT, DATE)).get().returns(3, ArchivedDay::revision);
    assertThat(layout.days(CHAT)).containsExactly(DATE);
    assertThat(layout.strangers(CHAT)).isEmpty();
  }

  @Test
  void a_newer_writer_that_finds_the_day_unchanged_shuts_out_the_older_one_as_well() {
    write(complete(), messages(1, 9), token(1));

    assertThat(write(complete(), messages(1, 9), token(2)))
        .isInstanceOf(WriteOutcome.Unchanged.class);

    assertThatThrownBy(() -> write(complete(), messages(1, 8), token(1)))
        .isInstanceOf(FencedException.class);
  }

  private static WriteGuard token(long token) {
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

  @Test
  void the_guard_is_checked_while_the_former_file_is_in_place() throws IOException {
    write(complete(), messages(1, 9));
    byte[] before = Files.readAllBytes(file);

    write(complete(), messages(1, 8), () -> Arrays.equals(before, bytes(file)));

    assertThat(store.find(CHAT, DATE)).get().returns(2, ArchivedDay::revision);
  }

  @Test
  void a_file_in_the_place_of_a_folder_is_reported_with_action_and_path() throws IOException {
    put(root.resolve(CHAT), "in the way");

    assertThatThrownBy(() -> write(complete(), messages(1, 9)))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.place()).isEqualTo(file.toString()))
        .hasMessageStartingWith("Cannot write " + file + ": ");
  }

  @Test
  void a_name_that_leads_out_of_the_archive_is_refused() {
    assertThatThrownBy(() -> write(draft("../etc", DATE, null), messages(1, 9)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.find(".spool", DATE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private WriteOutcome write(DayMetadata draft, List<ArchivedMessage> ascending) {
    return TestingDays.write(layout, store, draft, ascending);
  }

  private WriteOutcome write(DayMetadata draft, List<ArchivedMessage> ascending, WriteGuard guard) {
    return TestingDays.write(layout, store, draft, ascending, guard);
  }

  private static DaySummary written(WriteOutcome outcome) {
    assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
    return outcome.day();
  }

  private static ContentCheck check(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ContentCheck.of(in);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

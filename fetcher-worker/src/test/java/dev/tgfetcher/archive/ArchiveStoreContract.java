package dev.tgfetcher.archive;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.draft;
import static dev.tgfetcher.archive.TestingDays.message;
import static dev.tgfetcher.archive.TestingDays.messages;
import static dev.tgfetcher.archive.TestingDays.oldest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of a store, wherever it keeps its files. */
public abstract class ArchiveStoreContract {
  protected @TempDir Path local;
  private ArchiveStore store;

  /** A store as another process would open it, on the same archive. */
  protected abstract ArchiveStore open(int revisions);

  /** Puts a file into the archive as another program would. */
  protected abstract void put(String name, String text);

  /** The place of the archive as text. */
  protected abstract String place();

  @BeforeEach
  void openStore() {
    store = open(2);
  }

  @Test
  void the_first_write_creates_revision_1_with_its_digests() {
    WriteOutcome outcome = write(complete(), messages(1, 120));

    DaySummary day = outcome.day();
    assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
    assertThat(day.place()).isEqualTo(place() + "/ru_python/2025-11-07.json");
    assertThat(store.place()).isEqualTo(place());
    assertThat(store.file(CHAT, DATE).place()).isEqualTo(day.place());
    assertThat(day.revision()).isEqualTo(1);
    assertThat(day.messageCount()).isEqualTo(120);
    assertThat(day.firstMessageTs()).contains(message(1).date());
    assertThat(day.lastMessageId()).hasValue(120);
    assertThat(day.checksumSha256()).isEqualTo(sha256(bytes(store)));
    ArchiveFile expected =
        ArchiveFile.of(complete().header(1, Map.of("42", "Анна"), Map.of()), messages(1, 120));
    assertThat(Json.MAPPER.readTree(bytes(store)))
        .isEqualTo(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(expected)));
  }

  @Test
  void another_process_finds_the_day_its_messages_and_its_chat() {
    Instant before = Instant.now().minusSeconds(5);
    write(complete(), messages(1, 12));
    write(draft("other", DATE.minusDays(1), "the day is not over"), messages(1, 0));
    ArchiveStore other = open(2);

    assertThat(other.chats()).containsExactly("other", CHAT);
    assertThat(other.days(CHAT)).containsExactly(DATE);
    ArchivedDay day = other.find(CHAT, DATE).orElseThrow();
    assertThat(day.complete()).isTrue();
    assertThat(day.revision()).isEqualTo(1);
    assertThat(day.header().sourceInfo()).isEqualTo(complete().sourceInfo());
    assertThat(day.place()).isEqualTo(other.file(CHAT, DATE).place());
    assertThat(other.messages(day).count()).isEqualTo(12);
    assertThat(other.messages(day).lastId()).hasValue(12);
    assertThat(other.writtenAt(CHAT, DATE).orElseThrow()).isAfter(before);
    assertThat(other.find("other", DATE.minusDays(1)).orElseThrow().complete()).isFalse();
    assertThat(other.find(CHAT, DATE.minusDays(1))).isEmpty();
    assertThat(other.find("nobody", DATE)).isEmpty();
    assertThat(other.writtenAt("nobody", DATE)).isEmpty();
    assertThat(other.leftovers()).isEmpty();
  }

  @Test
  void identical_content_changes_nothing() {
    DaySummary first = write(complete(), messages(1, 9)).day();
    byte[] before = bytes(store);

    assertThat(write(complete(), messages(1, 9))).isEqualTo(new WriteOutcome.Unchanged(first));

    assertThat(bytes(store)).isEqualTo(before);
    assertThat(revisions()).isEmpty();
  }

  @Test
  void different_content_creates_the_next_revision_and_keeps_the_former() {
    write(complete(), messages(1, 9));
    byte[] former = bytes(store);

    WriteOutcome outcome = write(complete(), messages(2, 9));

    assertThat(((WriteOutcome.Written) outcome).replacedMessageCount()).hasValue(9);
    assertThat(outcome.day().revision()).isEqualTo(2);
    assertThat(open(2).find(CHAT, DATE)).get().returns(2, ArchivedDay::revision);
    assertThat(bytes(open(2).revisions(CHAT).get(DATE).get(1))).isEqualTo(former);
  }

  @Test
  void the_oldest_revisions_beyond_the_limit_are_removed() {
    for (int last = 1; last <= 5; last++) {
      write(complete(), messages(1, last));
    }

    assertThat(open(2).find(CHAT, DATE)).get().returns(5, ArchivedDay::revision);
    assertThat(revisions()).containsExactly("2025-11-07.r3.json", "2025-11-07.r4.json");
  }

  @Test
  void a_file_of_version_1_0_counts_as_an_incomplete_revision_1_and_is_kept() {
    putDay(oldest());
    assertThat(store.find(CHAT, DATE))
        .get()
        .returns(1, ArchivedDay::revision)
        .returns(false, ArchivedDay::complete);
    assertThat(store.messages(store.find(CHAT, DATE).orElseThrow()).count()).isEqualTo(1);

    assertThat(write(complete(), messages(1, 9)).day().revision()).isEqualTo(2);

    assertThat(bytes(open(2).revisions(CHAT).get(DATE).get(1)))
        .isEqualTo(oldest().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_unreadable_file_counts_as_absent_and_is_kept_for_ever() {
    putDay("{\"version\":\"1.1\",\"date\":");
    assertThat(store.find(CHAT, DATE)).isEmpty();

    assertThat(write(complete(), messages(1, 1)).day().revision()).isEqualTo(2);
    for (int last = 2; last <= 5; last++) {
      write(complete(), messages(1, last));
    }

    assertThat(revisions())
        .containsExactly("2025-11-07.r1.unreadable", "2025-11-07.r4.json", "2025-11-07.r5.json");
  }

  @Test
  void a_file_cut_off_among_its_messages_counts_as_absent() {
    write(complete(), messages(1, 50));
    String whole = text(store);

    putDay(whole.substring(0, whole.length() - 2_000));

    assertThat(store.find(CHAT, DATE)).isEmpty();
  }

  @Test
  void a_damaged_file_is_replaced_although_it_records_the_same_digest() {
    write(complete(), messages(1, 9));
    putDay(text(store).replace("text 5", "text X"));

    assertThat(write(complete(), messages(1, 9)).day().revision()).isEqualTo(2);
  }

  @Test
  void a_copied_file_of_the_same_content_is_unchanged() {
    DaySummary first = write(complete(), messages(1, 9)).day();
    putDay(text(store));

    assertThat(write(complete(), messages(1, 9))).isEqualTo(new WriteOutcome.Unchanged(first));
  }

  @Test
  void a_revision_already_kept_before_a_crash_is_not_kept_twice() {
    write(complete(), messages(1, 9));
    putFile(CHAT + "/.revisions/2025-11-07.r1.json", text(store));

    assertThat(write(complete(), messages(1, 8)).day().revision()).isEqualTo(2);
    assertThat(revisions()).containsExactly("2025-11-07.r1.json");
  }

  @Test
  void a_file_put_back_by_hand_never_overwrites_another_revision() {
    write(complete(), messages(1, 9));
    write(complete(), messages(1, 8));
    byte[] first = bytes(store.revisions(CHAT).get(DATE).get(1));
    putDay(oldest());

    assertThat(write(complete(), messages(1, 7)).day().revision()).isEqualTo(3);
    assertThat(bytes(open(2).revisions(CHAT).get(DATE).get(1))).isEqualTo(first);
    assertThat(bytes(open(2).revisions(CHAT).get(DATE).get(2)))
        .isEqualTo(oldest().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_writer_that_no_longer_owns_the_day_changes_nothing() {
    write(complete(), messages(1, 9));
    byte[] before = bytes(store);

    assertThatThrownBy(() -> write(complete(), messages(1, 8), () -> false))
        .isInstanceOf(FencedException.class);

    assertThat(bytes(open(2))).isEqualTo(before);
    assertThat(revisions()).isEmpty();
  }

  @Test
  void a_writer_whose_token_is_older_than_the_newest_that_wrote_the_day_is_refused() {
    assertThat(store.newestFencingToken(CHAT, DATE)).isZero();
    write(complete(), messages(1, 9), token(7));
    assertThat(open(2).newestFencingToken(CHAT, DATE)).isEqualTo(7);
    byte[] before = bytes(store);

    assertThatThrownBy(() -> write(open(2), messages(1, 8), token(6)))
        .isInstanceOf(FencedException.class);

    assertThat(bytes(store)).isEqualTo(before);
    write(complete(), messages(1, 8), token(7));
    write(complete(), messages(1, 7), token(8));
    assertThat(open(2).find(CHAT, DATE)).get().returns(3, ArchivedDay::revision);
    assertThat(open(2).strangers(CHAT)).isEmpty();
  }

  @Test
  void a_newer_writer_that_finds_the_day_unchanged_shuts_out_the_older_one_as_well() {
    ArchiveStore older = open(2);
    write(older, messages(1, 9), token(1));

    assertThat(write(complete(), messages(1, 9), token(2)))
        .isInstanceOf(WriteOutcome.Unchanged.class);

    assertThatThrownBy(() -> write(older, messages(1, 8), token(1)))
        .isInstanceOf(FencedException.class);
    assertThat(open(2).find(CHAT, DATE)).get().returns(1, ArchivedDay::revision);
  }

  @Test
  void writers_at_the_same_time_leave_one_revision_for_each_that_won() throws Exception {
    int writers = 6;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<WriteOutcome>> writes = new ArrayList<>();
    for (int writer = 1; writer <= writers; writer++) {
      int last = writer;
      ArchiveStore own = open(writers);
      writes.add(threads.submit(() -> write(own, messages(1, last), WriteGuard.ALWAYS)));
    }
    int won = 0;
    for (Future<WriteOutcome> write : writes) {
      try {
        write.get();
        won++;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(FencedException.class);
      }
    }
    threads.shutdown();

    assertThat(won).isPositive();
    assertThat(open(2).find(CHAT, DATE)).get().returns(won, ArchivedDay::revision);
    assertThat(revisions()).hasSize(won - 1);
  }

  @Test
  void a_day_of_version_1_0_is_opened_in_the_newest_format() throws IOException {
    putDay(oldest());
    ArchivedDay day = store.find(CHAT, DATE).orElseThrow();

    try (ArchiveReader reader = ArchiveReader.open(store.open(day), DATE)) {
      assertThat(reader.next().text()).isEqualTo("old");
    }
  }

  @Test
  void files_of_other_names_are_strangers() {
    write(complete(), messages(1, 2));
    putFile(CHAT + "/notes.json", "{}");
    putFile(CHAT + "/2025-11-07_summary.json", "{}");
    putFile(CHAT + "/.revisions/old", "{}");

    assertThat(store.strangers(CHAT))
        .containsExactlyInAnyOrder(
            place() + "/" + CHAT + "/notes.json", place() + "/" + CHAT + "/.revisions/old");
  }

  @Test
  void a_name_that_leads_out_of_the_archive_is_refused() {
    assertThatThrownBy(() -> write(draft("../etc", DATE, null), messages(1, 9)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.find(".spool", DATE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void putDay(String text) {
    putFile(CHAT + "/2025-11-07.json", text);
  }

  private void putFile(String name, String text) {
    put(name, text);
    store = open(2);
  }

  private List<String> revisions() {
    return open(2).revisions(CHAT).values().stream()
        .flatMap(kept -> kept.values().stream())
        .map(file -> file.place().substring(file.place().lastIndexOf('/') + 1))
        .toList();
  }

  private WriteOutcome write(DayMetadata day, List<ArchivedMessage> ascending) {
    return write(day, ascending, WriteGuard.ALWAYS);
  }

  private WriteOutcome write(DayMetadata day, List<ArchivedMessage> ascending, WriteGuard guard) {
    return TestingDays.write(local.resolve("spools"), store, day, ascending, guard);
  }

  private WriteOutcome write(ArchiveStore into, List<ArchivedMessage> ascending, WriteGuard guard) {
    return TestingDays.write(local.resolve("spools"), into, complete(), ascending, guard);
  }

  /** A writer that always owns the day. */
  protected static WriteGuard token(long token) {
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

  private static String text(ArchiveStore store) {
    return new String(bytes(store), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ArchiveStore store) {
    return bytes(store.file(CHAT, DATE));
  }

  private static byte[] bytes(StoredFile file) {
    try (InputStream in = file.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] content) {
    var digest = Sha256.newDigest();
    digest.update(content);
    return Sha256.hex(digest);
  }
}

package dev.tgfetcher.archive.s3;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.FencedException;
import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.progress.SourceProgress;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import dev.tgfetcher.testing.S3Proxy.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests of a store in a bucket, and its answers to a store that fails. */
class S3ArchiveStoreTest {
  @TempDir Path local;
  private S3Proxy proxy;
  private S3TestStore archive;
  private S3Archive opened;
  private ArchiveStore store;

  @BeforeEach
  void open() {
    proxy = S3Proxy.to(S3Mock.shared().endpoint());
    archive = S3TestStore.create(proxy.endpoint());
    opened = archive.open(2, local);
    store = opened.store();
  }

  @AfterEach
  void close() {
    opened.close();
    proxy.close();
  }

  @Test
  void a_new_day_of_500_messages_costs_three_requests_with_its_progress() {
    assertThat(store.find(CHAT, DATE)).isEmpty();
    assertThat(store.newestFencingToken(CHAT, DATE)).isZero();

    WriteOutcome outcome = write(store, messages(1, 500), WriteGuard.ALWAYS);
    opened.progress().record(outcome);

    assertThat(methods()).containsExactly("GET", "PUT", "PUT");
    assertThat(proxy.requests().get(0).query()).contains("list-type=2");
  }

  @Test
  void a_further_day_costs_two_requests_with_its_progress() {
    opened.progress().record(writeDay(store, 0));
    proxy.forgetRequests();

    opened.progress().record(writeDay(store, 1));

    // The GET reads the day back, for the test.
    assertThat(methods()).containsExactly("PUT", "GET", "PUT");
    assertThat(opened.progress().of(CHAT).messageCount()).isEqualTo(2);
  }

  @Test
  void a_replaced_day_costs_a_look_a_copy_and_a_write() {
    write(store, messages(1, 500), WriteGuard.ALWAYS);
    proxy.forgetRequests();

    writeOnly(store, messages(1, 499), WriteGuard.ALWAYS);

    assertThat(methods()).containsExactly("HEAD", "PUT", "PUT");
  }

  @Test
  void an_unchanged_day_costs_one_look() {
    write(store, messages(1, 500), WriteGuard.ALWAYS);
    proxy.forgetRequests();

    assertThat(writeOnly(store, messages(1, 500), WriteGuard.ALWAYS))
        .isInstanceOf(WriteOutcome.Unchanged.class);

    assertThat(methods()).containsExactly("HEAD");
  }

  @Test
  void a_known_day_is_found_without_a_further_request() {
    write(store, messages(1, 3), WriteGuard.ALWAYS);
    ArchiveStore other = archive.open(2, local).store();
    ArchivedDay day = other.find(CHAT, DATE).orElseThrow();
    proxy.forgetRequests();

    assertThat(other.find(CHAT, DATE)).contains(day);
    assertThat(other.messages(day).count()).isEqualTo(3);
    assertThat(other.newestFencingToken(CHAT, DATE)).isZero();

    assertThat(proxy.requests()).isEmpty();
  }

  @Test
  void of_two_writers_of_one_new_day_exactly_one_wins() {
    CyclicBarrier bothRead = new CyclicBarrier(2);

    List<Object> ends =
        Stream.of(3, 4).map(last -> race(bothRead, last)).toList().stream()
            .map(S3ArchiveStoreTest::end)
            .toList();

    assertThat(ends).hasAtLeastOneElementOfType(WriteOutcome.Written.class);
    assertThat(ends).hasAtLeastOneElementOfType(FencedException.class);
    assertThat(archive.open(2, local).store().find(CHAT, DATE))
        .get()
        .returns(1, ArchivedDay::revision);
  }

  @Test
  void of_two_writers_of_one_former_day_exactly_one_wins() {
    write(store, messages(1, 9), WriteGuard.ALWAYS);
    CyclicBarrier bothRead = new CyclicBarrier(2);

    List<Object> ends =
        Stream.of(3, 4).map(last -> race(bothRead, last)).toList().stream()
            .map(S3ArchiveStoreTest::end)
            .toList();

    assertThat(ends).hasAtLeastOneElementOfType(WriteOutcome.Written.class);
    assertThat(ends).hasAtLeastOneElementOfType(FencedException.class);
    assertThat(archive.open(2, local).store().find(CHAT, DATE))
        .get()
        .returns(2, ArchivedDay::revision);
  }

  /** Writes when the other writer has read the day as well. */
  private CompletableFuture<WriteOutcome> race(CyclicBarrier bothRead, int last) {
    AtomicBoolean isMet = new AtomicBoolean();
    ArchiveStore own = archive.open(2, local).store();
    return CompletableFuture.supplyAsync(
        () ->
            writeOnly(
                own,
                messages(1, last),
                () -> {
                  if (isMet.compareAndSet(false, true)) {
                    meet(bothRead);
                  }
                  return true;
                }),
        task -> new Thread(task, "writer").start());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object end(CompletableFuture<WriteOutcome> write) {
    try {
      return write.join();
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  @Test
  void a_newer_writer_overtaken_by_a_stale_one_writes_after_it() {
    write(store, messages(1, 9), token(1, () -> {}));
    ArchiveStore stale = archive.open(2, local).store();
    AtomicBoolean isOvertaken = new AtomicBoolean();

    WriteOutcome newer =
        writeOnly(
            store,
            messages(1, 8),
            token(
                3,
                () -> {
                  if (isOvertaken.compareAndSet(false, true)) {
                    writeOnly(stale, messages(1, 7), token(2, () -> {}));
                  }
                }));

    assertThat(newer.day().revision()).isEqualTo(3);
    assertThat(archive.open(2, local).store().newestFencingToken(CHAT, DATE)).isEqualTo(3);
    assertThat(store.revisions(CHAT).get(DATE)).containsOnlyKeys(1, 2);
  }

  @Test
  void a_stale_writer_overtaken_by_a_newer_one_is_refused() {
    write(store, messages(1, 9), token(1, () -> {}));
    ArchiveStore newer = archive.open(2, local).store();

    assertThatThrownBy(
            () ->
                writeOnly(
                    store,
                    messages(1, 8),
                    token(2, () -> writeOnly(newer, messages(1, 7), token(3, () -> {})))))
        .isInstanceOf(FencedException.class);

    assertThat(
            archive.open(2, local).store().messages(newer.find(CHAT, DATE).orElseThrow()).count())
        .isEqualTo(7);
  }

  @Test
  void an_answer_that_is_cut_after_the_write_is_found_out() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    proxy.decide(
        request -> isDay(request) && isFirst.getAndSet(false) ? Fate.CUT_AFTER : Fate.PASS);

    WriteOutcome outcome = write(store, messages(1, 9), WriteGuard.ALWAYS);

    assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
    assertThat(outcome.day().revision()).isEqualTo(1);
    assertThat(archive.open(2, local).store().revisions(CHAT)).isEmpty();
  }

  @Test
  void a_write_whose_answers_are_all_cut_is_found_out() {
    proxy.decide(request -> isDay(request) ? Fate.CUT_AFTER : Fate.PASS);

    assertThat(write(store, messages(1, 9), WriteGuard.ALWAYS))
        .isInstanceOf(WriteOutcome.Written.class);
  }

  @Test
  void an_overloaded_store_is_asked_again() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    proxy.decide(
        request ->
            isDay(request) && isFirst.getAndSet(false)
                ? new Fate.Refuse(503, "SlowDown")
                : Fate.PASS);

    assertThat(write(store, messages(1, 9), WriteGuard.ALWAYS))
        .isInstanceOf(WriteOutcome.Written.class);
  }

  @Test
  void a_store_that_refuses_is_named_with_the_place_and_its_own_words() {
    proxy.decide(request -> isDay(request) ? new Fate.Refuse(403, "AccessDenied") : Fate.PASS);

    assertThatThrownBy(() -> write(store, messages(1, 9), WriteGuard.ALWAYS))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot write "
                + store.file(CHAT, DATE).place()
                + ": 403 AccessDenied: The proxy says so");
  }

  @Test
  void a_store_that_is_away_is_a_storage_failure() {
    proxy.close();

    assertThatThrownBy(() -> store.find(CHAT, DATE))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Cannot list " + archive.location().place());
    assertThatThrownBy(() -> opened.probe("w1").run()).isInstanceOf(StorageException.class);
  }

  @Test
  void a_crash_between_copy_and_write_leaves_a_whole_day() {
    write(store, messages(1, 9), WriteGuard.ALWAYS);
    proxy.decide(request -> isDay(request) ? new Fate.Refuse(403, "AccessDenied") : Fate.PASS);
    assertThatThrownBy(() -> writeOnly(store, messages(1, 8), WriteGuard.ALWAYS))
        .isInstanceOf(StorageException.class);
    proxy.decide(request -> Fate.PASS);

    ArchiveStore next = archive.open(2, local).store();
    assertThat(next.find(CHAT, DATE)).get().returns(1, ArchivedDay::revision);
    assertThat(write(next, messages(1, 8), WriteGuard.ALWAYS).day().revision()).isEqualTo(2);
    assertThat(archive.open(2, local).store().revisions(CHAT).get(DATE)).containsOnlyKeys(1);
  }

  @Test
  void a_large_day_is_written_in_parts_and_replaced_on_condition() throws IOException {
    WriteOutcome first = writeLarge(store, 1);
    assertThat(posts("uploads")).isEqualTo(1);
    assertThat(proxy.requests()).filteredOn(one -> one.query().contains("partNumber")).hasSize(3);

    WriteOutcome second = writeLarge(store, 2);

    assertThat(first.day().revision()).isEqualTo(1);
    assertThat(second.day().revision()).isEqualTo(2);
    ArchiveStore other = archive.open(2, local).store();
    try (var in = other.file(CHAT, DATE).open()) {
      assertThat(ContentCheck.of(in).passes()).isTrue();
    }
    assertThat(other.find(CHAT, DATE)).get().returns(2, ArchivedDay::revision);
    assertThat(opened.store().leftovers()).isEmpty();
  }

  @Test
  void an_upload_in_parts_that_fails_is_aborted_and_a_dead_one_by_repair() {
    proxy.decide(
        request ->
            request.query().contains("partNumber=2")
                ? new Fate.Refuse(403, "AccessDenied")
                : Fate.PASS);
    assertThatThrownBy(() -> writeLarge(store, 1)).isInstanceOf(StorageException.class);
    ArchiveStore anHourLater = inAnHour();
    assertThat(anHourLater.leftovers()).isEmpty();

    proxy.decide(
        request ->
            request.query().contains("partNumber=2") || request.method().equals("DELETE")
                ? new Fate.Refuse(403, "AccessDenied")
                : Fate.PASS);
    assertThatThrownBy(() -> writeLarge(store, 1)).isInstanceOf(StorageException.class);
    proxy.decide(request -> Fate.PASS);
    assertThat(store.leftovers()).isEmpty();
    assertThat(anHourLater.leftovers())
        .singleElement()
        .asString()
        .startsWith(store.file(CHAT, DATE).place() + " (upload ");

    assertThat(anHourLater.removeLeftovers()).hasSize(1);
    assertThat(anHourLater.leftovers()).isEmpty();
  }

  private ArchiveStore inAnHour() {
    Instant later = Instant.now().plusSeconds(3_700);
    return archive.open(2, local, InstantSource.fixed(later)).store();
  }

  @Test
  void the_progress_of_two_processes_is_whole() {
    S3Archive other = archive.open(2, local);
    for (int day = 0; day < 3; day++) {
      opened.progress().record(writeDay(store, 2 * day));
      other.progress().record(writeDay(other.store(), 2 * day + 1));
    }
    opened.progress().fold();
    other.progress().fold();

    SourceProgress progress = archive.open(2, local).progress().of(CHAT);
    assertThat(progress.completedDates()).hasSize(6);
    assertThat(progress.messageCount()).isEqualTo(6);
    assertThat(opened.progress().chats()).containsExactly(CHAT);
  }

  @Test
  void an_unreadable_progress_is_kept_and_rebuilt() {
    opened.progress().record(writeDay(store, 0));
    archive.put("progress.json", "{\"sources\":");
    assertThat(opened.progress().isUnreadable()).isTrue();

    opened.progress().rebuild();

    assertThat(opened.progress().isUnreadable()).isFalse();
    assertThat(opened.progress().of(CHAT).messageCount()).isEqualTo(1);
    assertThat(archive.bucket().list(archive.location().key("progress.json")))
        .extracting(StoredObject::key)
        .anyMatch(key -> key.endsWith(".unreadable"));
  }

  private WriteOutcome writeDay(ArchiveStore into, int offset) {
    var date = DATE.plusDays(offset);
    return TestingDays.write(
        local.resolve("spools"),
        into,
        TestingDays.draft(CHAT, date, null),
        List.of(TestingDays.message(1, date, "x")),
        WriteGuard.ALWAYS);
  }

  private WriteOutcome writeLarge(ArchiveStore into, int version) {
    String text = ("version " + version + " ").repeat(10_000);
    return writeOnly(
        into,
        LongStream.rangeClosed(1, 170).mapToObj(id -> TestingDays.message(id, DATE, text)).toList(),
        WriteGuard.ALWAYS);
  }

  private long posts(String query) {
    return proxy.requests().stream()
        .filter(one -> one.method().equals("POST") && one.query().startsWith(query))
        .count();
  }

  private List<String> methods() {
    return proxy.requests().stream().map(S3Proxy.Request::method).toList();
  }

  private static boolean isDay(S3Proxy.Request request) {
    return request.method().equals("PUT") && request.path().endsWith("/2025-11-07.json");
  }

  private static WriteGuard token(long token, Runnable whenAsked) {
    return new WriteGuard() {
      @Override
      public boolean isOwned() {
        whenAsked.run();
        return true;
      }

      @Override
      public long fencingToken() {
        return token;
      }
    };
  }

  private WriteOutcome write(ArchiveStore into, List<ArchivedMessage> ascending, WriteGuard guard) {
    WriteOutcome outcome = writeOnly(into, ascending, guard);
    assertThat(outcome.day().messageCount()).isEqualTo(ascending.size());
    return outcome;
  }

  private WriteOutcome writeOnly(
      ArchiveStore into, List<ArchivedMessage> ascending, WriteGuard guard) {
    try (SpoolFolder folder =
            SpoolFolder.open(
                local.resolve("spools"), "writer-" + Thread.currentThread().getId() + nonce());
        DaySpool spool = folder.newSpool(DATE)) {
      spool.addPage(TestingDays.newestFirst(ascending));
      spool.addSender(TestingDays.SENDER, "Anna");
      return into.write(complete(), spool, guard);
    }
  }

  private static String nonce() {
    return "-" + System.nanoTime();
  }
}

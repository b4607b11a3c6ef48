package dev.tgfetcher.archive.s3;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.DayFile;
import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.archive.FencedException;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.json.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Replaces one day's object, without a lock:
 *
 * <ol>
 *   <li>refuses a writer whose fencing token is lower than that of the object
 *   <li>writes the new file on the local disk, and leaves the object unchanged when it already has
 *       this content; only the token in its metadata rises
 *   <li>otherwise copies the object to its former revision, inside the store
 *   <li>checks the guard, and writes the new object on condition that the object is still the one
 *       that was read
 *   <li>removes the revisions beyond the number to keep
 * </ol>
 *
 * <p>When the condition is not met, another writer was faster. A writer with a higher token starts
 * again, the other one is refused. When the answer is not clear, the object itself shows whether
 * the write was done.
 */
final class S3DayReplacement {
  private static final Logger LOG = LoggerFactory.getLogger(S3DayReplacement.class);

  /** Writers with lower tokens, which were faster, before this one gives up. */
  private static final int MOST_ROUNDS = 5;

  private final S3Days days;
  private final int revisionsToKeep;
  private final DayMetadata metadata;
  private final DaySpool spool;
  private final WriteGuard guard;
  private final String chat;
  private final LocalDate date;
  private final String key;

  S3DayReplacement(
      S3Days days, int revisionsToKeep, DayMetadata metadata, DaySpool spool, WriteGuard guard) {
    this.days = days;
    this.revisionsToKeep = revisionsToKeep;
    this.metadata = metadata;
    this.spool = spool;
    this.guard = guard;
    this.chat = metadata.chat();
    this.date = metadata.date();
    this.key = days.keys.day(chat, date);
  }

  /** The new file on the local disk. */
  private record NewFile(int revision, DayFile.Checksums checksums, DayTags tags) {}

  WriteOutcome run() throws IOException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<WriteOutcome> outcome = attempt();
      if (outcome.isPresent()) {
        return outcome.get();
      }
      days.listings.forget(chat);
    }
    throw fenced();
  }

  /** Empty when another object is there than the one that was read. */
  private Optional<WriteOutcome> attempt() throws IOException {
    Optional<KnownDay> former = days.lookUpNow(chat, date);
    if (former.isPresent() && guard.fencingToken() < former.get().fencingToken()) {
      throw fenced();
    }
    NavigableMap<Integer, StoredObject> kept = days.listings.of(chat).revisions(date);
    Optional<FormerRevision> revision = former.map(day -> FormerRevision.of(day, kept));
    NewFile file =
        writeFile(Math.max(highest(kept), revision.map(FormerRevision::number).orElse(0)) + 1);
    Optional<ArchivedDay> current = former.flatMap(KnownDay::day);
    if (current.isPresent() && hasContent(former.get(), current.get(), file)) {
      return unchanged(former.get(), current.get(), file);
    }
    OptionalInt replaced = messagesIfComplete(current);
    NavigableMap<Integer, StoredObject> keptAfter = new TreeMap<>(kept);
    if (revision.isPresent() && !keep(former.get(), revision.get(), keptAfter)) {
      return Optional.empty();
    }
    return replace(former, file)
        .map(
            etag -> {
              prune(keptAfter);
              remember(etag, file, keptAfter);
              return new WriteOutcome.Written(
                  summary(file.revision(), file.checksums().file()), replaced);
            });
  }

  private Optional<WriteOutcome> unchanged(KnownDay former, ArchivedDay current, NewFile file)
      throws IOException {
    DayTags tags = file.tags().of(current, checksum(former));
    return raiseToken(former, tags)
        ? Optional.of(new WriteOutcome.Unchanged(summary(current.revision(), tags.fileSha256())))
        : Optional.empty();
  }

  /** Refuses writers with lower tokens from now on; false when another object is there now. */
  private boolean raiseToken(KnownDay former, DayTags tags) {
    if (tags.fencingToken() <= former.fencingToken()) {
      return true;
    }
    Optional<String> etag = days.bucket.retag(key, former.etag(), tags.metadata());
    days.listings.forget(chat);
    return etag.isPresent();
  }

  private NewFile writeFile(int revision) throws IOException {
    ArchiveHeader header = metadata.header(revision, spool.senders(), spool.topics());
    DayFile.Checksums checksums = DayFile.write(spool.scratch(), header, spool);
    MessageScan messages = new MessageScan(spool.messageCount(), spool.lastMessageId());
    return new NewFile(
        revision, checksums, DayTags.of(guard.fencingToken(), checksums, messages, header));
  }

  /** The content of an object without metadata may be damaged, whatever its end says. */
  private boolean hasContent(KnownDay former, ArchivedDay current, NewFile file)
      throws IOException {
    if (!current.contentSha256().equals(Optional.of(file.checksums().content()))) {
      return false;
    }
    if (former.tags().isPresent()) {
      return true;
    }
    try (InputStream content = days.bucket.open(key)) {
      return ContentCheck.of(content).passes();
    } catch (JacksonException damaged) {
      return false;
    }
  }

  private String checksum(KnownDay former) throws IOException {
    if (former.tags().isPresent()) {
      return former.tags().get().fileSha256();
    }
    MessageDigest digest = Sha256.newDigest();
    try (InputStream content = days.bucket.open(key)) {
      byte[] block = new byte[1 << 16];
      for (int read; (read = content.read(block)) > 0; ) {
        digest.update(block, 0, read);
      }
    }
    return Sha256.hex(digest);
  }

  private OptionalInt messagesIfComplete(Optional<ArchivedDay> current) {
    return current.isPresent() && current.get().complete()
        ? OptionalInt.of(days.messages(current.get()).count())
        : OptionalInt.empty();
  }

  /** Returns false when the object is no longer the one that was read. */
  private boolean keep(
      KnownDay former, FormerRevision revision, NavigableMap<Integer, StoredObject> kept) {
    if (!guard.isOwned()) {
      throw fenced();
    }
    if (revision.isKept()) {
      return true;
    }
    String to = days.keys.revision(chat, revision.fileName(date));
    Optional<String> copy = days.bucket.copy(key, former.etag(), to);
    copy.ifPresent(
        etag -> kept.put(revision.number(), new StoredObject(to, etag, 0, metadata.fetchedAt())));
    return copy.isPresent();
  }

  /** The new object's ETag; empty when another object is there than the one that was read. */
  private Optional<String> replace(Optional<KnownDay> former, NewFile file) throws IOException {
    if (!guard.isOwned()) {
      throw fenced();
    }
    WriteCondition condition =
        former
            .map(day -> (WriteCondition) new WriteCondition.Unchanged(day.etag()))
            .orElseGet(WriteCondition.Absent::new);
    DayUpload upload = new DayUpload(days.bucket, key, spool.scratch(), file.tags().metadata());
    try {
      Optional<String> etag = upload.write(condition);
      return etag.isPresent() ? etag : afterRefusal(file);
    } catch (StorageException unclear) {
      return afterUnclearAnswer(file, unclear);
    }
  }

  /**
   * Looks at the object when the condition was not met. An earlier repetition of the same request
   * may have written it.
   *
   * @throws FencedException when a writer with at least this token was faster
   */
  private Optional<String> afterRefusal(NewFile file) {
    Optional<Bucket.Head> head = days.bucket.head(key);
    if (head.filter(there -> isMine(there, file)).isPresent()) {
      return head.map(Bucket.Head::etag);
    }
    long token =
        head.flatMap(there -> DayTags.read(there.metadata())).map(DayTags::fencingToken).orElse(0L);
    if (head.isPresent() && token >= guard.fencingToken()) {
      throw fenced();
    }
    return Optional.empty();
  }

  /** Looks at the object; the failure stands unless the object is the one that was written. */
  private Optional<String> afterUnclearAnswer(NewFile file, StorageException unclear) {
    days.listings.forget(chat);
    try {
      Optional<Bucket.Head> head = days.bucket.head(key).filter(there -> isMine(there, file));
      if (head.isPresent()) {
        return head.map(Bucket.Head::etag);
      }
    } catch (StorageException alsoUnclear) {
      unclear.addSuppressed(alsoUnclear);
    }
    throw unclear;
  }

  private static boolean isMine(Bucket.Head there, NewFile file) {
    return DayTags.read(there.metadata())
        .filter(tags -> tags.fileSha256().equals(file.checksums().file()))
        .isPresent();
  }

  private void remember(String etag, NewFile file, NavigableMap<Integer, StoredObject> keptAfter) {
    Optional<ArchivedDay> day =
        file.tags()
            .header()
            .map(
                header ->
                    days.archived(chat, date, header, Optional.of(file.checksums().content())));
    days.known.put(key, new KnownDay(etag, day, Optional.of(file.tags())));
    StoredObject written = new StoredObject(key, etag, 0, metadata.fetchedAt());
    days.listings.written(chat, date, written, keptAfter);
  }

  /** Removes the oldest readable revisions. */
  private void prune(NavigableMap<Integer, StoredObject> kept) {
    List<Integer> readable =
        kept.entrySet().stream()
            .filter(one -> one.getValue().key().endsWith(".json"))
            .map(Map.Entry::getKey)
            .toList();
    for (Integer old : readable.subList(0, Math.max(0, readable.size() - revisionsToKeep))) {
      try {
        days.bucket.delete(requireNonNull(kept.get(old)).key());
        kept.remove(old);
      } catch (StorageException e) {
        LOG.warn("Cannot remove an old revision; the next write of the day tries again", e);
      }
    }
  }

  private static int highest(NavigableMap<Integer, StoredObject> kept) {
    return kept.isEmpty() ? 0 : kept.lastKey();
  }

  private FencedException fenced() {
    days.listings.forget(chat);
    return new FencedException(chat, date);
  }

  private DaySummary summary(int revision, String checksum) {
    return new DaySummary(
        chat,
        date,
        days.bucket.location().place(key),
        revision,
        checksum,
        spool.messageCount(),
        spool.firstMessageTs(),
        spool.lastMessageTs(),
        spool.lastMessageId(),
        metadata.complete());
  }
}

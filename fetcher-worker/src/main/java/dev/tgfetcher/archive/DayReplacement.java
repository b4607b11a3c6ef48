package dev.tgfetcher.archive;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.json.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces one day's file, under the lock of its chat.
 *
 * <ol>
 *   <li>refuses a writer whose token is older than the newest that has written the day
 *   <li>writes the new file beside the day's file, under a name that nobody takes for a day
 *   <li>leaves the day's file when it has this content already
 *   <li>otherwise keeps it as a former revision
 *   <li>asks the guard, puts its token up as the fence, and renames the new file over it
 *   <li>removes revisions beyond the number to keep
 * </ol>
 *
 * <p>A file that cannot be read counts as absent. It is kept among the revisions as {@code
 * .unreadable}, and never removed.
 */
final class DayReplacement {
  private static final Logger LOG = LoggerFactory.getLogger(DayReplacement.class);

  private final ArchiveLayout layout;
  private final int revisionsToKeep;
  private final DayMetadata metadata;
  private final DaySpool spool;
  private final WriteGuard guard;
  private final Path place;
  private final Revisions revisions;
  private final Fence fence;

  DayReplacement(
      ArchiveLayout layout,
      int revisionsToKeep,
      DayMetadata metadata,
      DaySpool spool,
      WriteGuard guard) {
    this.layout = layout;
    this.revisionsToKeep = revisionsToKeep;
    this.metadata = metadata;
    this.spool = spool;
    this.guard = guard;
    this.place = layout.dayFile(metadata.chat(), metadata.date());
    this.revisions = new Revisions(layout, metadata.chat(), metadata.date());
    this.fence = new Fence(layout, metadata.chat(), metadata.date());
  }

  WriteOutcome run() throws IOException {
    if (guard.fencingToken() < fence.newest()) {
      throw new FencedException(metadata.chat(), metadata.date());
    }
    Optional<ArchivedDay> present = ArchivedDay.find(layout, metadata.chat(), metadata.date());
    Optional<Revisions.Former> former = revisions.former(present);
    int revision = revisions.next(former);
    Path temp = layout.tempFile(metadata.chat(), metadata.date(), UUID.randomUUID().toString());
    try {
      DayFile.Checksums sums =
          DayFile.write(temp, metadata.header(revision, spool.senders()), spool);
      if (present.isPresent() && hasContent(present.get(), sums.content())) {
        fence.raise(guard.fencingToken());
        return new WriteOutcome.Unchanged(stored(present.get().revision(), Sha256.hex(place)));
      }
      OptionalInt replaced = messagesIfComplete(present);
      replace(temp, former);
      prune();
      return new WriteOutcome.Written(stored(revision, sums.file()), replaced);
    } finally {
      Files.deleteIfExists(temp);
    }
  }

  /** The file's own word is not enough: what it says may be older than its damage. */
  private static boolean hasContent(ArchivedDay present, String digest) throws IOException {
    if (!present.contentSha256().equals(Optional.of(digest))) {
      return false;
    }
    try (InputStream file = Files.newInputStream(present.path())) {
      return ContentCheck.of(file).passes();
    }
  }

  private static OptionalInt messagesIfComplete(Optional<ArchivedDay> present) throws IOException {
    return present.isPresent() && present.get().complete()
        ? OptionalInt.of(MessageScan.of(present.get().path()).count())
        : OptionalInt.empty();
  }

  private void replace(Path temp, Optional<Revisions.Former> former) throws IOException {
    boolean keptNow = former.isPresent() && revisions.keep(former.get());
    if (!guard.isOwned()) {
      if (keptNow) {
        Files.delete(former.get().path());
      }
      throw new FencedException(metadata.chat(), metadata.date());
    }
    fence.raise(guard.fencingToken());
    DurableFiles.rename(temp, place);
  }

  private void prune() {
    try {
      revisions.prune(revisionsToKeep);
    } catch (IOException e) {
      LOG.warn("Too many revisions of {} stay: the next writing will try again", place, e);
    }
  }

  private DaySummary stored(int revision, String checksum) {
    return new DaySummary(
        metadata.chat(),
        metadata.date(),
        place,
        revision,
        checksum,
        spool.messageCount(),
        spool.firstMessageTs(),
        spool.lastMessageTs(),
        spool.lastMessageId(),
        metadata.complete());
  }
}

package dev.tgfetcher.archive;

import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.file.FileDigest;
import dev.tgfetcher.schema.archive.ContentProof;
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
 *   <li>asks the permit, puts its token up as the fence, and renames the new file over it
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
  private final DayDraft draft;
  private final DaySpool spool;
  private final WriteGuard permit;
  private final Path place;
  private final Revisions revisions;
  private final Fence fence;

  DayReplacement(
      ArchiveLayout layout,
      int revisionsToKeep,
      DayDraft draft,
      DaySpool spool,
      WriteGuard permit) {
    this.layout = layout;
    this.revisionsToKeep = revisionsToKeep;
    this.draft = draft;
    this.spool = spool;
    this.permit = permit;
    this.place = layout.dayFile(draft.chat(), draft.date());
    this.revisions = new Revisions(layout, draft.chat(), draft.date());
    this.fence = new Fence(layout, draft.chat(), draft.date());
  }

  WriteOutcome run() throws IOException {
    if (permit.token() < fence.newest()) {
      throw new FencedException(draft.chat(), draft.date());
    }
    Optional<ArchivedDay> present = ArchivedDay.find(layout, draft.chat(), draft.date());
    Optional<Revisions.Former> former = revisions.former(present);
    int revision = revisions.next(former);
    Path temp = layout.tempFile(draft.chat(), draft.date(), UUID.randomUUID().toString());
    try {
      DayFile.Checksums sums = DayFile.write(temp, draft.header(revision, spool.senders()), spool);
      if (present.isPresent() && hasContent(present.get(), sums.content())) {
        fence.raise(permit.token());
        return new WriteOutcome.Unchanged(stored(present.get().revision(), FileDigest.of(place)));
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
      return ContentProof.of(file).holds();
    }
  }

  private static OptionalInt messagesIfComplete(Optional<ArchivedDay> present) throws IOException {
    return present.isPresent() && present.get().complete()
        ? OptionalInt.of(MessageScan.of(present.get().path()).count())
        : OptionalInt.empty();
  }

  private void replace(Path temp, Optional<Revisions.Former> former) throws IOException {
    boolean keptNow = former.isPresent() && revisions.keep(former.get());
    if (!permit.isHeld()) {
      if (keptNow) {
        Files.delete(former.get().path());
      }
      throw new FencedException(draft.chat(), draft.date());
    }
    fence.raise(permit.token());
    DurableFiles.rename(temp, place);
  }

  private void prune() {
    try {
      revisions.prune(revisionsToKeep);
    } catch (IOException e) {
      LOG.warn("Too many revisions of {} stay: the next writing will try again", place, e);
    }
  }

  private StoredDay stored(int revision, String checksum) {
    return new StoredDay(
        draft.chat(),
        draft.date(),
        place,
        revision,
        checksum,
        spool.messageCount(),
        spool.firstMessageTs(),
        spool.lastMessageTs(),
        spool.lastMessageId(),
        draft.complete());
  }
}

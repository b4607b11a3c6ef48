package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.DayFile;
import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.archive.FencedException;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
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
 *   <li>refuses a writer whose fencing token is lower than the fence
 *   <li>writes the new file beside the day's file, under a hidden name
 *   <li>leaves the day's file unchanged when it already has this content
 *   <li>otherwise keeps the day's file as a former revision
 *   <li>checks the guard, raises the fence to its token, and renames the new file to the day's file
 *   <li>removes the revisions beyond the number to keep
 * </ol>
 *
 * <p>An unreadable file counts as absent. It is kept among the revisions as {@code .unreadable} and
 * never removed.
 */
final class DayReplacement {
  private static final Logger LOG = LoggerFactory.getLogger(DayReplacement.class);

  private final ArchiveLayout layout;
  private final DirectoryDays days;
  private final int revisionsToKeep;
  private final DayMetadata metadata;
  private final DaySpool spool;
  private final WriteGuard guard;
  private final Path path;
  private final Revisions revisions;
  private final Fence fence;

  DayReplacement(
      ArchiveLayout layout,
      int revisionsToKeep,
      DayMetadata metadata,
      DaySpool spool,
      WriteGuard guard) {
    this.layout = layout;
    this.days = new DirectoryDays(layout);
    this.revisionsToKeep = revisionsToKeep;
    this.metadata = metadata;
    this.spool = spool;
    this.guard = guard;
    this.path = layout.dayFile(metadata.chat(), metadata.date());
    this.revisions = new Revisions(layout, metadata.chat(), metadata.date());
    this.fence = new Fence(layout, metadata.chat(), metadata.date());
  }

  WriteOutcome run() throws IOException {
    if (guard.fencingToken() < fence.newest()) {
      throw new FencedException(metadata.chat(), metadata.date());
    }
    Optional<ArchivedDay> current = days.find(metadata.chat(), metadata.date());
    Optional<Revisions.Former> former = revisions.former(current);
    int revision = revisions.next(former);
    Path temp = layout.tempFile(metadata.chat(), metadata.date(), UUID.randomUUID().toString());
    try {
      DayFile.Checksums checksums =
          DayFile.write(temp, metadata.header(revision, spool.senders(), spool.topics()), spool);
      if (current.isPresent() && hasContent(current.get(), checksums.content())) {
        fence.raise(guard.fencingToken());
        return new WriteOutcome.Unchanged(summary(current.get().revision(), Sha256.hex(path)));
      }
      OptionalInt replaced = messagesIfComplete(current);
      replace(temp, former);
      prune();
      return new WriteOutcome.Written(summary(revision, checksums.file()), replaced);
    } finally {
      Files.deleteIfExists(temp);
    }
  }

  /** Checks the content as well, because damage does not change the digest at the file's end. */
  private boolean hasContent(ArchivedDay current, String digest) throws IOException {
    if (!current.contentSha256().equals(Optional.of(digest))) {
      return false;
    }
    try (InputStream file = Files.newInputStream(path)) {
      return ContentCheck.of(file).passes();
    }
  }

  private OptionalInt messagesIfComplete(Optional<ArchivedDay> current) {
    return current.isPresent() && current.get().complete()
        ? OptionalInt.of(days.messages(current.get()).count())
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
    DurableFiles.rename(temp, path);
  }

  private void prune() {
    try {
      revisions.prune(revisionsToKeep);
    } catch (IOException e) {
      LOG.warn("Cannot remove old revisions of {}; the next write of the day tries again", path, e);
    }
  }

  private DaySummary summary(int revision, String checksum) {
    return new DaySummary(
        metadata.chat(),
        metadata.date(),
        path.toString(),
        revision,
        checksum,
        spool.messageCount(),
        spool.firstMessageTs(),
        spool.lastMessageTs(),
        spool.lastMessageId(),
        metadata.complete());
  }
}

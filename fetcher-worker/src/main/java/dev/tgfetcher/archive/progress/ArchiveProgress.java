package dev.tgfetcher.archive.progress;

import dev.tgfetcher.archive.WriteOutcome;
import java.util.NavigableSet;

/**
 * {@code progress.json} of an archive, which all its workers share.
 *
 * <ol>
 *   <li>A day that was written changes the progress of its chat alone.
 *   <li>A fold copies the progress of the changed chats to {@code progress.json}.
 * </ol>
 *
 * <p>A missing or unreadable {@code progress.json} is rebuilt from the archive. All methods throw
 * {@link dev.tgfetcher.file.StorageException} when the storage refuses.
 */
public interface ArchiveProgress {
  /** The place of {@code progress.json} as text. */
  String place();

  /** The progress of a chat; {@link SourceProgress#NONE} for a chat that was never archived. */
  SourceProgress of(String chat);

  /** The chats in {@code progress.json}; empty when it cannot be read. */
  NavigableSet<String> chats();

  /** Whether there is a {@code progress.json} that is no progress. */
  boolean isUnreadable();

  /** Records a day that was written. */
  void record(WriteOutcome outcome);

  /** Folds the changes of all workers, unless another worker folds now, or has a short time ago. */
  void foldIfDue();

  /** Folds the changes of all workers, after any fold that runs now. */
  void fold();

  /** Counts the days and messages again from the files. Sources without days do not change. */
  void rebuild();
}

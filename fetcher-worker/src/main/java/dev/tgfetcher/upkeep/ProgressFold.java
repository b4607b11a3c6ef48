package dev.tgfetcher.upkeep;

import dev.tgfetcher.archive.progress.ArchiveProgress;
import java.time.Duration;

/**
 * Copies the progress of changed chats to {@code progress.json}, for all workers of the archive.
 */
public final class ProgressFold implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final ArchiveProgress progress;

  public ProgressFold(ArchiveProgress progress) {
    this.progress = progress;
  }

  @Override
  public String name() {
    return "progress-fold";
  }

  @Override
  public void runOnce() {
    progress.foldIfDue();
  }

  /** Copies the rest when the worker stops. */
  public void end() {
    progress.fold();
  }
}

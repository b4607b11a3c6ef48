package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.terminal.ProgressBar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The progress of pushed commands.
 *
 * @param ended of {@code all}; a split command counts once for each part
 * @param deferred wait of the deferred commands; null without any
 */
public record TrackingProgress(
    int ended, int all, int failed, long messages, @Nullable TrackedWait deferred) {
  private static final int BAR = 22;

  /**
   * Formats the progress as one line.
   *
   * @param room the width of the line, in columns
   */
  public String line(int room) {
    String text =
        String.format(
            Locale.ROOT,
            "%,d/%,d commands  %,d failed  %,d messages",
            ended,
            all,
            failed,
            messages);
    if (deferred != null) {
      text += "  " + deferred.shortText();
    }
    return ProgressBar.before(text, ended, all, BAR, room);
  }
}

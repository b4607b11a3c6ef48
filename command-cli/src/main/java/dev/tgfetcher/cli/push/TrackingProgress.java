package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.terminal.ProgressBar;
import java.util.Locale;

/**
 * The progress of pushed commands.
 *
 * @param ended of {@code all}; a split command counts once for each part
 */
public record TrackingProgress(int ended, int all, int failed, long messages) {
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
    return ProgressBar.before(text, ended, all, BAR, room);
  }
}

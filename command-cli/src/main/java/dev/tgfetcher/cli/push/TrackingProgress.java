package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.terminal.ProgressBar;
import java.util.Locale;

/**
 * How pushed commands stand.
 *
 * @param ended of {@code all}; a command that was split counts once for each part
 */
public record TrackingProgress(int ended, int all, int failed, long messages) {
  private static final int BAR = 22;

  /**
   * One line for a terminal.
   *
   * @param room for all of it, in columns
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

package dev.tgfetcher.cli.push;

import dev.tgfetcher.cli.progress.Bar;
import java.util.Locale;

/**
 * How pushed commands stand.
 *
 * @param ended of {@code all}; a command that was split counts once for each part
 */
public record Standing(int ended, int all, int failed, long messages) {
  private static final int BAR = 22;

  /** One line for a terminal. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s %d/%d commands  %d failed  %,d messages",
        Bar.of(ended, all, BAR),
        ended,
        all,
        failed,
        messages);
  }
}

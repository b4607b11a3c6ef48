package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.ProgressBar;
import dev.tgfetcher.cli.terminal.ProgressLines;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The progress of a sweep as a redrawn line: a bar, the rate, and the remaining time. */
public final class SweepProgress {
  private static final int WIDTH = 24;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final double NANOS_A_SECOND = 1e9;

  private final ProgressLines line;
  private final long total;
  private final LongSupplier nanos;
  private final long start;
  private long drawn;

  /**
   * Creates the progress of a sweep that starts now.
   *
   * @param nanos a monotonic clock, in ns
   */
  public SweepProgress(ProgressLines line, long total, LongSupplier nanos) {
    this.line = line;
    this.total = total;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.drawn = start;
  }

  /** Draws the line, at most ten times a second. */
  public void show(long done) {
    long now = nanos.getAsLong();
    if (now - drawn >= REDRAW_NANOS || done == total) {
      drawn = now;
      String text = text(done, (now - start) / NANOS_A_SECOND);
      line.show(ProgressBar.before(text, done, total, WIDTH, line.width()));
    }
  }

  private String text(long done, double seconds) {
    double rate = done / Math.max(seconds, 0.001);
    return String.format(
        Locale.ROOT,
        "%,d of %,d  %,.1f/s  %s left",
        done,
        total,
        rate,
        Age.ofSeconds(Math.round((total - done) / Math.max(rate, 0.001))));
  }

  /** Clears the line. */
  public void clear() {
    line.clear();
  }
}

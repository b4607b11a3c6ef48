package dev.tgfetcher.fetch;

import java.time.LocalDate;

/**
 * The days that one run has marked. Closing it removes the marks of the days that it did not read.
 */
public interface MarkedDays extends AutoCloseable {
  /** No day is marked, by this run or by another. */
  MarkedDays NONE =
      new MarkedDays() {
        @Override
        public boolean isMarkedByOther(LocalDate day) {
          return false;
        }

        @Override
        public void keepMark(LocalDate day) {}

        @Override
        public void close() {}
      };

  /** Whether another command reads the day now, or read it less than {@code DEDUP_TTL} ago. */
  boolean isMarkedByOther(LocalDate day);

  /** Lets the mark of a written day stay until it expires. */
  void keepMark(LocalDate day);

  @Override
  void close();
}

package dev.tgfetcher.fetch;

import java.time.LocalDate;

/** The days that a command has for its own. Closing it gives up those that are not done. */
public interface MarkedDays extends AutoCloseable {
  /** Nothing is another's. */
  MarkedDays ALL =
      new MarkedDays() {
        @Override
        public boolean isAnothers(LocalDate day) {
          return false;
        }

        @Override
        public void done(LocalDate day) {}

        @Override
        public void close() {}
      };

  /** Whether another command reads the day, or has read it a moment ago. */
  boolean isAnothers(LocalDate day);

  /** The day is written: its mark stays until it expires. */
  void done(LocalDate day);

  @Override
  void close();
}

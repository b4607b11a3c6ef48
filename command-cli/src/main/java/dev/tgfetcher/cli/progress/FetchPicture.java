package dev.tgfetcher.cli.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A chat's fetch at a moment.
 *
 * @param days in all; empty when only the chat's first message will tell
 * @param messages read by now
 * @param since the fetch began
 * @param note what it waits for; empty when it does not
 */
record FetchPicture(
    String chat, OptionalInt days, int daysDone, long messages, Duration since, String note) {
  private static final int BAR = 12;

  /** One line, at most so wide. */
  String line(int width) {
    String line = chat + "  " + progress() + "  " + counts();
    if (!note.isEmpty()) {
      line += "  " + note;
    }
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private String progress() {
    if (days.isEmpty()) {
      return daysDone + " days";
    }
    int total = days.getAsInt();
    return Bar.of(daysDone, total, BAR) + " " + Math.max(0, total - daysDone) + " days left";
  }

  private String counts() {
    long millis = Math.max(1, since.toMillis());
    return String.format(
        Locale.ROOT, "%,d messages  %,d/s", messages, Math.round(1000.0 * messages / millis));
  }
}

package dev.tgfetcher.cli.fetch;

import dev.tgfetcher.cli.terminal.ProgressBar;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The progress of a chat's fetch.
 *
 * @param days all days; empty while the first message of the chat is unknown
 * @param messages read so far
 * @param since the time since the start
 * @param note the reason of a wait; empty without a wait
 */
public record ChatProgressLine(
    String chat, OptionalInt days, int daysDone, long messages, Duration since, String note) {
  private static final int BAR = 12;

  /** Formats the progress as one line; with little room it has no bar. */
  public String line(int room) {
    String note = this.note.isEmpty() ? "" : this.note + "  ";
    return chat + "  " + progress(note + counts(), room - chat.length() - 2);
  }

  private String progress(String rest, int room) {
    if (days.isEmpty()) {
      return daysDone + " days  " + rest;
    }
    int total = days.getAsInt();
    String text = Math.max(0, total - daysDone) + " days left  " + rest;
    return ProgressBar.before(text, daysDone, total, BAR, room);
  }

  private String counts() {
    long millis = Math.max(1, since.toMillis());
    return String.format(
        Locale.ROOT, "%,d messages  %,d/s", messages, Math.round(1000.0 * messages / millis));
  }
}

package dev.tgfetcher.cli.fetch;

import dev.tgfetcher.cli.terminal.ProgressBar;
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
public record ChatProgressLine(
    String chat, OptionalInt days, int daysDone, long messages, Duration since, String note) {
  private static final int BAR = 12;

  /** One line; where there is little room, without the bar. */
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

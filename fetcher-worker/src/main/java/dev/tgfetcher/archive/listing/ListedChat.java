package dev.tgfetcher.archive.listing;

import java.time.LocalDate;
import java.util.List;

/**
 * A chat of the archive.
 *
 * @param title as the newest readable file has it, else the chat's name
 * @param days every day from the first file to the last, also those without a file
 */
public record ListedChat(String chat, String title, List<ListedDay> days) {
  public ListedChat {
    days = List.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("A chat without days is not listed: " + chat);
    }
  }

  public LocalDate first() {
    return days.get(0).date();
  }

  public LocalDate last() {
    return days.get(days.size() - 1).date();
  }

  public long messageCount() {
    return days.stream().mapToLong(ListedDay::messageCount).sum();
  }

  public long count(DayState state) {
    return days.stream().filter(day -> day.state() == state).count();
  }
}

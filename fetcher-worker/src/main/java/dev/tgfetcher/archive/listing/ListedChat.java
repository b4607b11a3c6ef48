package dev.tgfetcher.archive.listing;

import java.time.LocalDate;
import java.util.List;

/**
 * A chat of the archive.
 *
 * @param title the title in the newest readable file, else the chat's name
 * @param chatIds the ids of the chats whose days the folder contains; of a supergroup and its
 *     former basic group, the supergroup's. More than one means that the folder mixes chats
 * @param days all days from the first file to the last, those without a file included
 */
public record ListedChat(String chat, String title, List<Long> chatIds, List<ListedDay> days) {
  public ListedChat {
    chatIds = List.copyOf(chatIds);
    days = List.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("the chat has no days: " + chat);
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

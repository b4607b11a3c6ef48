package dev.tgfetcher.archive.listing;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.FolderChats;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.schema.archive.SourceInfo;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Lists the chats and days of an archive from its files. */
public final class ArchiveListing {
  private final StoredDays archive;

  public ArchiveListing(StoredDays archive) {
    this.archive = archive;
  }

  /** The chats that have a day's file, in the order of their names. */
  public List<ListedChat> chats() {
    return archive.chats().stream().flatMap(chat -> chat(chat).stream()).toList();
  }

  /** One chat; empty when it has no day's file. */
  public Optional<ListedChat> chat(String chat) {
    List<LocalDate> dates = archive.days(chat);
    if (dates.isEmpty()) {
      return Optional.empty();
    }
    LocalDate end = dates.get(dates.size() - 1).plusDays(1);
    List<ListedDay> days =
        dates.get(0).datesUntil(end).map(date -> day(chat, date, dates)).toList();
    List<SourceInfo> sources = sources(chat, dates);
    String title = sources.isEmpty() ? chat : sources.get(sources.size() - 1).title();
    return Optional.of(new ListedChat(chat, title, chatIds(sources), days));
  }

  /** The chat of each readable file, in the order of the days. */
  private List<SourceInfo> sources(String chat, List<LocalDate> dates) {
    return dates.stream()
        .flatMap(date -> archive.find(chat, date).stream())
        .map(day -> day.header().sourceInfo())
        .toList();
  }

  private static List<Long> chatIds(List<SourceInfo> sources) {
    return FolderChats.of(sources).chats().stream().map(NavigableSet::first).toList();
  }

  private ListedDay day(String chat, LocalDate date, List<LocalDate> present) {
    if (Collections.binarySearch(present, date, Comparator.naturalOrder()) < 0) {
      return ListedDay.without(date, DayState.MISSING);
    }
    return archive
        .find(chat, date)
        .map(this::listed)
        .orElseGet(() -> ListedDay.without(date, DayState.UNREADABLE));
  }

  private ListedDay listed(ArchivedDay day) {
    try {
      int messages = archive.messages(day).count();
      return new ListedDay(
          day.date(), state(day.complete(), messages), messages, day.header().readBy());
    } catch (JacksonException e) {
      return ListedDay.without(day.date(), DayState.UNREADABLE);
    }
  }

  private static DayState state(boolean complete, int messages) {
    if (!complete) {
      return DayState.INCOMPLETE;
    }
    return messages == 0 ? DayState.EMPTY : DayState.COMPLETE;
  }
}

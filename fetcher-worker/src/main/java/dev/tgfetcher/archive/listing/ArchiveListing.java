package dev.tgfetcher.archive.listing;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.FolderChats;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.SourceInfo;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Lists the chats and days of an archive from its files. */
public final class ArchiveListing {
  private final ArchiveLayout layout;

  public ArchiveListing(ArchiveLayout layout) {
    this.layout = layout;
  }

  /** The chats that have a day's file, in the order of their names. */
  public List<ListedChat> chats() {
    return layout.chats().stream().flatMap(chat -> chat(chat).stream()).toList();
  }

  /** One chat; empty when it has no day's file. */
  public Optional<ListedChat> chat(String chat) {
    List<LocalDate> dates = layout.days(chat);
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
        .flatMap(date -> ArchivedDay.find(layout, chat, date).stream())
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
    return ArchivedDay.find(layout, chat, date)
        .map(ArchiveListing::listed)
        .orElseGet(() -> ListedDay.without(date, DayState.UNREADABLE));
  }

  private static ListedDay listed(ArchivedDay day) {
    try {
      int messages = MessageScan.of(day.path()).count();
      return new ListedDay(
          day.date(), state(day.complete(), messages), messages, day.header().readBy());
    } catch (JacksonException e) {
      return ListedDay.without(day.date(), DayState.UNREADABLE);
    } catch (IOException e) {
      throw new StorageException("read", day.path(), e);
    }
  }

  private static DayState state(boolean complete, int messages) {
    if (!complete) {
      return DayState.INCOMPLETE;
    }
    return messages == 0 ? DayState.EMPTY : DayState.COMPLETE;
  }
}

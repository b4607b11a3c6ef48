package dev.tgfetcher.archive.listing;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.FolderChats;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.schema.archive.SourceInfo;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Lists the chats and days of an archive from its files. It looks at each day once. */
public final class ArchiveListing {
  private static final int READERS = 32;

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
    Map<LocalDate, ReadDay> read = read(chat, dates);
    LocalDate end = dates.get(dates.size() - 1).plusDays(1);
    List<ListedDay> days =
        dates
            .get(0)
            .datesUntil(end)
            .map(
                date ->
                    Optional.ofNullable(read.get(date))
                        .map(ReadDay::listed)
                        .orElseGet(() -> ListedDay.without(date, DayState.MISSING)))
            .toList();
    List<SourceInfo> sources = read.values().stream().flatMap(ReadDay::source).toList();
    String title = sources.isEmpty() ? chat : sources.get(sources.size() - 1).title();
    return Optional.of(new ListedChat(chat, title, chatIds(sources), days));
  }

  /** A day that has a file, and its chat if the file is readable. */
  private record ReadDay(ListedDay listed, Optional<SourceInfo> found) {
    Stream<SourceInfo> source() {
      return found.stream();
    }
  }

  /** Reads many days at a time, because storage elsewhere takes its time for each answer. */
  private Map<LocalDate, ReadDay> read(String chat, List<LocalDate> dates) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(READERS, dates.size()));
    try {
      Map<LocalDate, Future<ReadDay>> reading = new LinkedHashMap<>();
      dates.forEach(date -> reading.put(date, pool.submit(() -> read(chat, date))));
      Map<LocalDate, ReadDay> read = new LinkedHashMap<>();
      reading.forEach((date, day) -> read.put(date, result(day)));
      return read;
    } finally {
      pool.shutdownNow();
    }
  }

  private static ReadDay result(Future<ReadDay> day) {
    try {
      return day.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the listing was interrupted", e);
    }
  }

  private ReadDay read(String chat, LocalDate date) {
    Optional<ArchivedDay> found = archive.find(chat, date);
    return new ReadDay(
        found.map(this::listed).orElseGet(() -> ListedDay.without(date, DayState.UNREADABLE)),
        found.map(day -> day.header().sourceInfo()));
  }

  private static List<Long> chatIds(List<SourceInfo> sources) {
    return FolderChats.of(sources).chats().stream().map(NavigableSet::first).toList();
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

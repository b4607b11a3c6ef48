package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.archive.sql.LoadReport.UnreadableDay;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.duckdb.DuckDBConnection;

/** Loads the selected days, on several threads if the order of rows does not matter. */
final class ArchiveLoad {
  private final StoredDays days;
  private final DuckDBConnection connection;
  private final MessageTable table;
  private final BooleanSupplier isCancelled;
  private final LoadProgress progress;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong comments = new AtomicLong();
  private final List<UnreadableDay> unreadable = new ArrayList<>();

  private record Day(String chat, LocalDate date) {}

  ArchiveLoad(
      StoredDays days,
      DuckDBConnection connection,
      MessageTable table,
      BooleanSupplier isCancelled,
      LoadProgress progress) {
    this.days = days;
    this.connection = connection;
    this.table = table;
    this.isCancelled = isCancelled;
    this.progress = progress;
  }

  LoadReport run(DaySelection selection, int threads) throws SQLException, InterruptedException {
    List<Day> selected = select(selection);
    if (threads == 1) {
      loadAll(selected);
    } else {
      loadAll(selected, threads);
    }
    if (isCancelled.getAsBoolean()) {
      throw new InterruptedException("the subcommand was stopped");
    }
    return report(selected.size());
  }

  private List<Day> select(DaySelection selection) {
    List<String> chats = selection.folders().isEmpty() ? days.chats() : selection.folders();
    return chats.stream()
        .flatMap(
            chat ->
                days.days(chat).stream()
                    .filter(selection::includes)
                    .filter(
                        date ->
                            days.writtenAt(chat, date).filter(selection::includesWrite).isPresent())
                    .map(date -> new Day(chat, date)))
        .toList();
  }

  private void loadAll(List<Day> selected, int threads) throws SQLException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  loadAll(selected);
                  return selected;
                }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } catch (ExecutionException e) {
      rethrow(e);
    } finally {
      next.set(selected.size());
      pool.shutdown();
    }
  }

  private static void rethrow(ExecutionException failure)
      throws SQLException, InterruptedException {
    Throwable cause = failure.getCause();
    if (cause instanceof SQLException sql) {
      throw sql;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    throw cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
  }

  private void loadAll(List<Day> selected) throws SQLException {
    try (DayLoader loader =
        new DayLoader(days, connection.duplicate().unwrap(DuckDBConnection.class), table)) {
      for (int i; (i = next.getAndIncrement()) < selected.size() && !isCancelled.getAsBoolean(); ) {
        load(loader, selected.get(i));
        progress.onDay(done.incrementAndGet(), selected.size());
      }
    }
  }

  private void load(DayLoader loader, Day day) throws SQLException {
    try {
      DayLoader.Loaded loaded = loader.load(day.chat(), day.date());
      messages.addAndGet(loaded.messages());
      comments.addAndGet(loaded.comments());
    } catch (DayLoader.UnreadableDayException e) {
      synchronized (unreadable) {
        unreadable.add(new UnreadableDay(day.chat(), day.date(), String.valueOf(e.getMessage())));
      }
    }
  }

  private LoadReport report(int selected) {
    unreadable.sort(Comparator.comparing(UnreadableDay::chat).thenComparing(UnreadableDay::date));
    return new LoadReport(selected - unreadable.size(), messages.get(), comments.get(), unreadable);
  }
}

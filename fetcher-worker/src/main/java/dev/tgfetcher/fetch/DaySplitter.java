package dev.tgfetcher.fetch;

import dev.tgfetcher.comment.CommentReader;
import dev.tgfetcher.history.PageChain;
import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Splits the messages of a window into days, newest to oldest, and passes on each finished day.
 *
 * <p>Messages come in the order of their ids, and dates follow ids only most of the time: a later
 * id may have an earlier date (tdlib/td#1378). So a day stays open until a long run of messages has
 * none of it and none of a later day ({@link QuietRun}), and each message goes to the day of its
 * own date.
 */
final class DaySplitter implements Closeable {
  private final FetchWindow window;
  private final ReadOptions options;
  private final CommentReader comments;
  private final Function<LocalDate, DayBuilder> days;
  private final DaySink sink;
  private final NavigableMap<LocalDate, DayBuilder> open = new TreeMap<>();
  private final SortedMap<LocalDate, Long> late = new TreeMap<>(Comparator.reverseOrder());
  private final QuietRun quiet;
  private LocalDate newest;
  private int messages;
  private boolean isOver;

  /**
   * Creates a splitter.
   *
   * @param lowestId the reading goes down to this message at least; {@link Long#MAX_VALUE} for none
   */
  DaySplitter(
      FetchWindow window,
      ReadOptions options,
      CommentReader comments,
      Function<LocalDate, DayBuilder> days,
      DaySink sink,
      long lowestId) {
    this.window = window;
    this.options = options;
    this.comments = comments;
    this.days = days;
    this.sink = sink;
    this.quiet = new QuietRun(window, lowestId);
    this.newest = window.to();
  }

  /**
   * Reads pages back to the window's first day, the chat's first message or the limit.
   *
   * @return the days that were passed on before all their messages had come, with the oldest
   *     message that came too late
   */
  SortedMap<LocalDate, Long> splitAll(PageChain pages) throws InterruptedException {
    while (!isOver) {
      List<JsonNode> page = pages.next();
      for (JsonNode message : page) {
        if (!isOver) {
          add(message);
        }
      }
      if (page.isEmpty()) {
        endAtFirstMessage();
      }
    }
    return late;
  }

  private void add(JsonNode message) throws InterruptedException {
    LocalDate date = UtcDay.of(Instant.ofEpochSecond(TdFields.number(message, "date")));
    quiet.add(TdFields.number(message, "id"), date);
    if (window.contains(date)) {
      addToDay(date, message);
    }
    if (!isOver) {
      endQuietDays();
    }
  }

  private void addToDay(LocalDate date, JsonNode message) throws InterruptedException {
    if (date.isAfter(newest)) {
      late.put(date, TdFields.number(message, "id"));
      return;
    }
    builder(date).add(message, sink);
    messages++;
    if (options.limit() != null && messages == options.limit()) {
      endAtLimit();
    }
  }

  private DayBuilder builder(LocalDate date) throws InterruptedException {
    DayBuilder present = open.get(date);
    if (present != null) {
      return present;
    }
    sink.onOpen(date);
    DayBuilder opened = days.apply(date);
    open.put(date, opened);
    return opened;
  }

  private void endQuietDays() throws InterruptedException {
    if (quiet.isWindowOver()) {
      endDaysSince(window.from());
      return;
    }
    while (!isOver && quiet.isOver(newest)) {
      endDaysSince(newest);
    }
  }

  /** A window since the first message ends here; another window has empty days left. */
  private void endAtFirstMessage() throws InterruptedException {
    if (window.sinceFirstMessage()) {
      endDaysSince(open.isEmpty() ? newest : open.firstKey());
      isOver = true;
    } else {
      endDaysSince(window.from());
    }
  }

  /** Ends the days since a date, empty days too. */
  private void endDaysSince(LocalDate date) throws InterruptedException {
    while (!isOver && !newest.isBefore(date)) {
      end(newest, ifNotOver(newest));
      newest = newest.minusDays(1);
      isOver = !window.contains(newest);
    }
  }

  /** Messages of the open days may lie beyond the limit. */
  private void endAtLimit() throws InterruptedException {
    isOver = true;
    LocalDate oldest = open.firstKey();
    for (LocalDate day = newest; !day.isBefore(oldest); day = day.minusDays(1)) {
      end(day, quiet.isOverForLimit(day) ? ifNotOver(day) : IncompleteReason.LIMIT);
    }
  }

  private void end(LocalDate day, @Nullable IncompleteReason reason) throws InterruptedException {
    try (DayBuilder ended = builder(day)) {
      boolean commentsComplete = comments.read(ended.posts(), ended);
      sink.onDay(ended.result(reason, commentsComplete, options.cutOff()));
    } finally {
      open.remove(day);
    }
  }

  private @Nullable IncompleteReason ifNotOver(LocalDate day) {
    return options.cutOff().isBefore(UtcDay.end(day)) ? IncompleteReason.DAY_NOT_OVER : null;
  }

  /** Discards the days that were not read to their end. */
  @Override
  public void close() {
    open.values().forEach(DayBuilder::close);
    open.clear();
  }
}

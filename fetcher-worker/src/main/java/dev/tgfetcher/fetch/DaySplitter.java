package dev.tgfetcher.fetch;

import dev.tgfetcher.comment.CommentReader;
import dev.tgfetcher.history.PageChain;
import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sorts messages into the days of a window, newest to oldest, and hands over each that ends. */
final class DaySplitter implements Closeable {
  private final FetchWindow window;
  private final ReadOptions options;
  private final CommentReader comments;
  private final Function<LocalDate, DayBuilder> days;
  private final DaySink listener;
  private DayBuilder day;
  private int messages;
  private boolean isOver;

  DaySplitter(
      FetchWindow window,
      ReadOptions options,
      CommentReader comments,
      Function<LocalDate, DayBuilder> days,
      DaySink listener) {
    this.window = window;
    this.options = options;
    this.comments = comments;
    this.days = days;
    this.listener = listener;
    this.day = days.apply(window.to());
  }

  /** Goes on to the window's end, the chat's beginning or the limit. */
  void follow(PageChain chain) throws InterruptedException {
    while (!isOver) {
      List<JsonNode> page = chain.next();
      for (JsonNode message : page) {
        if (!isOver) {
          add(message);
        }
      }
      if (page.isEmpty()) {
        endAtBeginning();
      }
    }
  }

  private void add(JsonNode message) throws InterruptedException {
    LocalDate date = UtcDay.of(Instant.ofEpochSecond(TdFields.number(message, "date")));
    if (date.isAfter(window.to())) {
      return;
    }
    if (date.isBefore(window.from())) {
      endDaysAfter(window.from().minusDays(1));
      return;
    }
    endDaysAfter(date);
    day.add(message, listener);
    messages++;
    if (options.limit() != null && messages == options.limit()) {
      isOver = true;
      end(IncompleteReason.LIMIT);
    }
  }

  /** Before a chat's first message are no days of a window that begins with it. */
  private void endAtBeginning() throws InterruptedException {
    if (window.sinceFirstMessage()) {
      isOver = true;
      end(notOver());
    } else {
      endDaysAfter(window.from().minusDays(1));
    }
  }

  /** Ends the days that are later than the date of a message. */
  private void endDaysAfter(LocalDate date) throws InterruptedException {
    while (!isOver && day.date().isAfter(date)) {
      LocalDate older = day.date().minusDays(1);
      end(notOver());
      isOver = !window.contains(older);
      if (!isOver) {
        day = days.apply(older);
      }
    }
  }

  private void end(@Nullable IncompleteReason reason) throws InterruptedException {
    try (DayBuilder ended = day) {
      boolean commentsComplete = comments.read(ended.posts(), ended);
      listener.onDay(ended.result(reason, commentsComplete, options.cutOff()));
    }
  }

  private @Nullable IncompleteReason notOver() {
    return options.cutOff().isBefore(UtcDay.end(day.date())) ? IncompleteReason.DAY_NOT_OVER : null;
  }

  /** Removes a day that was not read to its end. */
  @Override
  public void close() {
    day.close();
  }
}

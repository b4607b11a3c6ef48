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

/** Splits the messages of a window into days, newest to oldest, and passes on each finished day. */
final class DaySplitter implements Closeable {
  private final FetchWindow window;
  private final ReadOptions options;
  private final CommentReader comments;
  private final Function<LocalDate, DayBuilder> days;
  private final DaySink sink;
  private DayBuilder day;
  private int messages;
  private boolean isOver;

  DaySplitter(
      FetchWindow window,
      ReadOptions options,
      CommentReader comments,
      Function<LocalDate, DayBuilder> days,
      DaySink sink) {
    this.window = window;
    this.options = options;
    this.comments = comments;
    this.days = days;
    this.sink = sink;
    this.day = days.apply(window.to());
  }

  /** Reads pages back to the window's first day, the chat's first message or the limit. */
  void splitAll(PageChain pages) throws InterruptedException {
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
    day.add(message, sink);
    messages++;
    if (options.limit() != null && messages == options.limit()) {
      isOver = true;
      end(IncompleteReason.LIMIT);
    }
  }

  /** A window since the first message ends here; another window has empty days left. */
  private void endAtFirstMessage() throws InterruptedException {
    if (window.sinceFirstMessage()) {
      isOver = true;
      end(ifNotOver());
    } else {
      endDaysAfter(window.from().minusDays(1));
    }
  }

  /** Ends the days after a date, empty days too. */
  private void endDaysAfter(LocalDate date) throws InterruptedException {
    while (!isOver && day.date().isAfter(date)) {
      LocalDate older = day.date().minusDays(1);
      end(ifNotOver());
      isOver = !window.contains(older);
      if (!isOver) {
        day = days.apply(older);
      }
    }
  }

  private void end(@Nullable IncompleteReason reason) throws InterruptedException {
    try (DayBuilder ended = day) {
      boolean commentsComplete = comments.read(ended.posts(), ended);
      sink.onDay(ended.result(reason, commentsComplete, options.cutOff()));
    }
  }

  private @Nullable IncompleteReason ifNotOver() {
    return options.cutOff().isBefore(UtcDay.end(day.date())) ? IncompleteReason.DAY_NOT_OVER : null;
  }

  /** Discards a day that was not read to its end. */
  @Override
  public void close() {
    day.close();
  }
}

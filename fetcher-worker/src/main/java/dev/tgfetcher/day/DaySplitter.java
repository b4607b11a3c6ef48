package dev.tgfetcher.day;

import dev.tgfetcher.comment.CommentReader;
import dev.tgfetcher.history.ChatPages;
import dev.tgfetcher.history.HiddenHistory;
import dev.tgfetcher.history.MessagePage;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.UnreadableMessage;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.steering.GivesWayException;
import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
  private static final long FIRST_ID = 1;
  private static final String CREATION = "messageBasicGroupChatCreate";

  private final FetchWindow window;
  private final ReadOptions options;
  private final CommentReader comments;
  private final Function<LocalDate, DayBuilder> days;
  private final DaySink sink;
  private final NavigableMap<LocalDate, DayBuilder> open = new TreeMap<>();
  private final SortedMap<LocalDate, Long> late = new TreeMap<>(Comparator.reverseOrder());
  private final QuietRun quiet;
  private final ResolvedChat chat;
  private final MissingMessages missing = new MissingMessages();
  private final UnreadableMessages unreadable;
  private final DayIds ids = new DayIds();

  private LocalDate newest;

  /** The day of the last message. */
  private LocalDate last;

  /** Whether the last message is the first one of a chat that hides no other from members. */
  private boolean isBeginning;

  private int messages;
  private boolean isOver;

  /**
   * Creates a splitter.
   *
   * @param lowestOrder the reading goes down to this message at least, by its {@link HistoryOrder};
   *     {@link Long#MAX_VALUE} for none
   */
  DaySplitter(
      ResolvedChat chat,
      FetchWindow window,
      ReadOptions options,
      CommentReader comments,
      Function<LocalDate, DayBuilder> days,
      DaySink sink,
      long lowestOrder) {
    this.chat = chat;
    this.window = window;
    this.options = options;
    this.comments = comments;
    this.days = days;
    this.sink = sink;
    this.quiet = new QuietRun(window, lowestOrder);
    this.unreadable = new UnreadableMessages(chat.chatId(), window, missing);
    this.newest = window.to();
    this.last = window.to();
    HiddenHistory hidden = chat.hidden();
    if (hidden != null && hidden.evidence() == HiddenHistory.Evidence.STATED) {
      missing.hidden(hidden.joinedAt());
    }
  }

  /**
   * Reads pages back to the window's first day, the chat's first message or the limit.
   *
   * @return the days that were passed on before all their messages had come, with the {@link
   *     HistoryOrder} of the oldest message that came too late
   */
  SortedMap<LocalDate, Long> splitAll(ChatPages pages) throws InterruptedException {
    while (!isOver) {
      MessagePage page = pages.next();
      if (chat.hasOwnIds()) {
        ids.startPage(page);
      }
      for (JsonNode message : page.messages()) {
        if (!isOver) {
          add(message);
        }
      }
      if (page.lowestAsked() != null && !isOver) {
        quiet.passed(TdFields.messageId(page.lowestAsked()));
        endQuietDays();
      }
      if (page.isLast() && !isOver) {
        endAtFirstMessage(pages.refusal());
      }
    }
    return late;
  }

  private void add(JsonNode message) throws InterruptedException {
    isBeginning =
        TdFields.serverId(TdFields.number(message, "id")) == FIRST_ID
            || TdFields.type(message.path("content")).equals(CREATION);
    if (UnreadableMessage.is(message)) {
      unreadable.addUnreadable(message);
      ids.add(HistoryOrder.ofServerId(message, chat.chatId()), null);
      return;
    }
    unreadable.add(message);
    LocalDate date = UtcDay.of(Instant.ofEpochSecond(TdFields.number(message, "date")));
    ids.add(HistoryOrder.ofServerId(message, chat.chatId()), date);
    quiet.add(HistoryOrder.of(message, chat.chatId()), date);
    last = date;
    if (window.contains(date)) {
      addToDay(date, message);
    }
    if (!isOver) {
      endQuietDays();
    }
  }

  private void addToDay(LocalDate date, JsonNode message) throws InterruptedException {
    if (date.isAfter(newest)) {
      late.put(date, HistoryOrder.of(message, chat.chatId()));
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

  /**
   * A window since the first message ends here; another window has empty days left.
   *
   * @param refusal why the basic group of earlier messages cannot be read; null if it was read
   */
  private void endAtFirstMessage(@Nullable String refusal) throws InterruptedException {
    unreadable.end();
    Long basicGroup = chat.upgradedFromChatId();
    HiddenHistory hidden = chat.hidden();
    if (refusal != null && basicGroup != null) {
      missing.upgraded(last, basicGroup, refusal);
    } else if (hidden != null && basicGroup == null && !isBeginning) {
      missing.hidden(hidden, last);
    }
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
      end(newest, false);
      newest = newest.minusDays(1);
      isOver = !window.contains(newest);
    }
  }

  /** Messages of the open days may lie beyond the limit. */
  private void endAtLimit() throws InterruptedException {
    isOver = true;
    LocalDate oldest = open.firstKey();
    for (LocalDate day = newest; !day.isBefore(oldest); day = day.minusDays(1)) {
      end(day, !quiet.isOverForLimit(day));
    }
  }

  private void end(LocalDate day, boolean isCutByLimit) throws InterruptedException {
    try (DayBuilder ended = builder(day)) {
      boolean commentsComplete = comments.read(ended.posts(), ended);
      IdRange range = ids.rangeOf(day);
      sink.onDay(
          ended.result(
              reasons(ended, isCutByLimit),
              commentsComplete,
              options.cutOff(),
              ids.readBy(day, range),
              range));
    } finally {
      open.remove(day);
      ids.forget(day);
    }
    // Only this reading knows the days that it has to read a second time.
    if (late.isEmpty() && sink.givesWay()) {
      throw new GivesWayException();
    }
  }

  private List<IncompleteReason> reasons(DayBuilder ended, boolean isCutByLimit) {
    LocalDate day = ended.date();
    List<IncompleteReason> reasons = new ArrayList<>();
    if (isCutByLimit) {
      reasons.add(IncompleteReason.LIMIT);
    } else if (options.cutOff().isBefore(UtcDay.end(day))) {
      reasons.add(IncompleteReason.DAY_NOT_OVER);
    }
    reasons.addAll(missing.of(day));
    if (!ended.partial().isEmpty()) {
      reasons.add(MissingMessages.truncated(ended.partial()));
    }
    if (!ended.unknown().isEmpty()) {
      reasons.add(MissingMessages.unknown(ended.unknown()));
    }
    return reasons;
  }

  /** Discards the days that were not read to their end. */
  @Override
  public void close() {
    open.values().forEach(DayBuilder::close);
    open.clear();
  }
}

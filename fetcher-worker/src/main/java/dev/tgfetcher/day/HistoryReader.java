package dev.tgfetcher.day;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.comment.CommentReader;
import dev.tgfetcher.history.ChatPages;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.Density;
import dev.tgfetcher.history.HistoryOrderException;
import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.SenderNames;
import dev.tgfetcher.history.ServerTime;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.history.TopicNames;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a window of a chat's days in one pass, newest first:
 *
 * <ol>
 *   <li>replaces the client if it has read the window before;
 *   <li>opens the chat, and renews messages of the window that the client has in memory;
 *   <li>pages back from the window's end to the first message before the window, or to the chat's
 *       first message, through the basic group of an upgraded supergroup too;
 *   <li>passes on each day at its end, with its comments; empty days too. A day whose messages step
 *       back very far is read a second time, and passed on again;
 *   <li>closes the chat.
 * </ol>
 */
public final class HistoryReader {
  private final TelegramCalls calls;
  private final ChatResolver resolver;
  private final Function<LocalDate, DaySpool> spools;
  private final Path scratch;
  private final InstantSource clock;
  private final ReadHistory readHistory;
  private final TopicNames topics;

  /** Creates the only reader of a client. */
  public HistoryReader(
      TelegramCalls calls,
      ChatResolver resolver,
      Function<LocalDate, DaySpool> spools,
      Path scratch,
      InstantSource clock) {
    this(calls, resolver, spools, scratch, clock, new ReadHistory());
  }

  /**
   * Creates one of several readers of a client.
   *
   * @param spools creates an empty spool for a day
   * @param scratch a folder for temporary files
   * @param readHistory shared by all readers of the client
   */
  public HistoryReader(
      TelegramCalls calls,
      ChatResolver resolver,
      Function<LocalDate, DaySpool> spools,
      Path scratch,
      InstantSource clock,
      ReadHistory readHistory) {
    this.calls = calls;
    this.resolver = resolver;
    this.spools = spools;
    this.scratch = scratch;
    this.clock = clock;
    this.readHistory = readHistory;
    this.topics = new TopicNames(calls);
  }

  /** Lets the reader expect a density of a chat that its session has not read yet. */
  public void expect(ResolvedChat chat, Supplier<Density> density) {
    calls.expectDensity(chat.chatId(), density);
  }

  /**
   * Reads a window.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses; the days that were
   *     passed on before are complete, except a day whose messages step back very far
   * @throws dev.tgfetcher.steering.GivesWayException when the sink gives way between two days
   * @throws HistoryOrderException when messages came out of order
   */
  public void read(ResolvedChat chat, FetchWindow window, ReadOptions options, DaySink sink)
      throws InterruptedException {
    Instant cutOff = ServerTime.earlier(calls, options.cutOff());
    readUntil(chat, window, options.withCutOff(cutOff), sink);
  }

  private void readUntil(ResolvedChat chat, FetchWindow window, ReadOptions options, DaySink sink)
      throws InterruptedException {
    replaceStaleClient(chat, window, options);
    try {
      SortedMap<LocalDate, Long> late = readDays(chat, window, options, sink, Long.MAX_VALUE);
      // Their dates step back farther than a day waits; now it is known how far.
      for (Map.Entry<LocalDate, Long> day : late.entrySet()) {
        FetchWindow again = FetchWindow.of(day.getKey(), day.getKey());
        readDays(chat, again, options, sink, day.getValue());
      }
    } finally {
      // Another reader may have replaced the client and cleared the history.
      readHistory.add(chat, window, options.cutOff());
      calls.loaded().end();
    }
  }

  private void replaceStaleClient(ResolvedChat chat, FetchWindow window, ReadOptions options)
      throws InterruptedException {
    if (readHistory.isStale(chat, window, options.cutOff())
        || hasLoadedBasicGroup(chat, window, options)) {
      replaceClient();
    }
    readHistory.add(chat, window, options.cutOff());
  }

  /**
   * The window begins in the basic group of the chat, whose messages an earlier read has loaded.
   */
  private boolean hasLoadedBasicGroup(ResolvedChat chat, FetchWindow window, ReadOptions options) {
    Long basicGroup = chat.upgradedFromChatId();
    return basicGroup != null
        && calls.loaded().isLoadedBefore(basicGroup, options.cutOff(), UtcDay.start(window.from()));
  }

  private void replaceClient() throws InterruptedException {
    readHistory.clear();
    calls.replaceClient();
  }

  private SortedMap<LocalDate, Long> readDays(
      ResolvedChat chat, FetchWindow window, ReadOptions options, DaySink sink, long lowestOrder)
      throws InterruptedException {
    SenderNames names = new SenderNames(calls);
    MessageReader messageReader = new MessageReader(calls, names, options.reactors());
    try (OpenChat open = OpenChat.open(calls, chat);
        CommentReader comments =
            new CommentReader(resolver, calls, open, messageReader, options.cutOff(), scratch);
        DaySplitter splitter =
            new DaySplitter(
                chat,
                window,
                options,
                comments,
                date ->
                    new DayBuilder(
                        chat.chatId(),
                        spools.apply(date),
                        messageReader,
                        names,
                        topics,
                        clock.instant()),
                sink,
                lowestOrder);
        ChatPages pages =
            new ChatPages(
                resolver, calls, open, UtcDay.end(window.to()), prefetchUntil(window, options))) {
      if (!new MemoryRenewal(calls.loaded(), open, window, options.cutOff()).begin()) {
        replaceClient();
      }
      return splitter.splitAll(pages);
    }
  }

  /** With a limit it is unknown which pages are needed, so none is prefetched. */
  private static Instant prefetchUntil(FetchWindow window, ReadOptions options) {
    return options.limit() == null ? UtcDay.start(window.from()) : Instant.MAX;
  }
}

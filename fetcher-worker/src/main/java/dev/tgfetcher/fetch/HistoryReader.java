package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.comment.CommentReader;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.HistoryOrderException;
import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.history.PageChain;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.SenderNames;
import dev.tgfetcher.history.TelegramCalls;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.Function;

/**
 * Reads a chat's days, newest first, in one pass.
 *
 * <ol>
 *   <li>sees to it that nothing comes from the memory of an earlier reading
 *   <li>opens the chat
 *   <li>walks from the window's end back to the first message before it, or the chat's beginning
 *   <li>hands over each day as soon as it is read, with its comments, and empty days too
 *   <li>closes the chat
 * </ol>
 */
public final class HistoryReader {
  private final TelegramCalls calls;
  private final ChatResolver resolver;
  private final Function<LocalDate, DaySpool> spools;
  private final Path scratch;
  private final InstantSource clock;
  private final ReadHistory log;

  /** Reads through a client that no other reader uses. */
  public HistoryReader(
      TelegramCalls calls,
      ChatResolver resolver,
      Function<LocalDate, DaySpool> spools,
      Path scratch,
      InstantSource clock) {
    this(calls, resolver, spools, scratch, clock, new ReadHistory());
  }

  /**
   * Reads through a client that others use too.
   *
   * @param spools makes an empty spool for a day
   * @param scratch a folder for what is held on disk while a window is read
   * @param log one for all readers of the client
   */
  public HistoryReader(
      TelegramCalls calls,
      ChatResolver resolver,
      Function<LocalDate, DaySpool> spools,
      Path scratch,
      InstantSource clock,
      ReadHistory log) {
    this.calls = calls;
    this.resolver = resolver;
    this.spools = spools;
    this.scratch = scratch;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Reads the window.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses; days that were handed
   *     over by then are whole
   * @throws HistoryOrderException when messages came out of order
   */
  public void read(ResolvedChat chat, FetchWindow window, ReadOptions options, DaySink listener)
      throws InterruptedException {
    beginFresh(chat, window, options);
    try {
      walk(chat, window, options, listener);
    } finally {
      // Others may have had the client replaced meanwhile: then this is the only trace.
      log.add(chat, window, options.cutOff());
    }
  }

  private void beginFresh(ResolvedChat chat, FetchWindow window, ReadOptions options)
      throws InterruptedException {
    if (log.isStale(chat, window, options.cutOff())) {
      log.clear();
      calls.replaceClient();
    }
    log.add(chat, window, options.cutOff());
  }

  private void walk(ResolvedChat chat, FetchWindow window, ReadOptions options, DaySink listener)
      throws InterruptedException {
    SenderNames names = new SenderNames(calls);
    MessageReader reading = new MessageReader(calls, names, options.reactors());
    try (OpenChat open = OpenChat.open(calls, chat);
        CommentReader comments =
            new CommentReader(resolver, calls, open, reading, options.cutOff(), scratch);
        DaySplitter walk =
            new DaySplitter(
                window,
                options,
                comments,
                date -> new DayBuilder(spools.apply(date), reading, names, clock.instant()),
                listener);
        PageChain pages =
            new PageChain(calls, open, UtcDay.end(window.to()), needed(window, options))) {
      walk.follow(pages);
    }
  }

  /** With a limit nobody knows which messages will be needed. */
  private static Instant needed(FetchWindow window, ReadOptions options) {
    return options.limit() == null ? UtcDay.start(window.from()) : Instant.MAX;
  }
}

package dev.tgfetcher.fetch;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.HistoryReader;
import dev.tgfetcher.day.InvalidWindowException;
import dev.tgfetcher.day.ReadOptions;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import java.util.List;
import java.util.Optional;

/**
 * Fetches the days of a command:
 *
 * <ol>
 *   <li>works out the days ({@link CommandDays});
 *   <li>splits a command of strategy per_day into one command a day ({@link FanOut});
 *   <li>skips complete days and days of other commands ({@link DaySkipper});
 *   <li>reads the other days, newest first ({@link HistoryReader}), and writes and announces each
 *       at its end ({@link DayArchiver}).
 * </ol>
 */
public final class Fetcher {
  private final ChatResolver resolver;
  private final FirstDay firstDay;
  private final FolderOwner owner;
  private final HistoryReader reader;
  private final CommandDays days;
  private final DaySkipper skipper;
  private final ArchiveContext archive;
  private final boolean withReactors;

  /**
   * Creates a fetcher for one session.
   *
   * @param withReactors whether to ask Telegram who reacted to each message
   */
  Fetcher(
      ChatResolver resolver,
      FirstDay firstDay,
      FolderOwner owner,
      HistoryReader reader,
      CommandDays days,
      DaySkipper skipper,
      ArchiveContext archive,
      boolean withReactors) {
    this.resolver = resolver;
    this.firstDay = firstDay;
    this.owner = owner;
    this.reader = reader;
    this.days = days;
    this.skipper = skipper;
    this.archive = archive;
    this.withReactors = withReactors;
  }

  /**
   * Fetches the days of a run.
   *
   * @return the events to publish when the command is completed
   */
  public List<Event> fetch(FetchRun run) throws InterruptedException {
    Optional<FetchWindow> window = days.window(run);
    if (window.isEmpty()) {
      return List.of(
          skipper.skipped(run, run.firstSeenDay().minusDays(1), SkipReason.ALREADY_COMPLETE));
    }
    if (FanOut.applies(run.command(), window.get())
        && new FanOut(resolver, firstDay).split(run, window.get())) {
      return List.of();
    }
    return fetch(run, window.get());
  }

  private List<Event> fetch(FetchRun run, FetchWindow window) throws InterruptedException {
    ChatOfRun chat = new ChatOfRun(resolver, owner, run.command().chat(), window);
    List<FetchWindow> unfinished = skipper.withoutFinishedDays(run, window, chat);
    try (MarkedDays marks = skipper.mark(run, unfinished)) {
      List<FetchWindow> toRead = skipper.withoutDuplicates(run, unfinished, marks);
      return toRead.isEmpty() ? List.of() : read(run, chat.get(), window, toRead, marks);
    }
  }

  private List<Event> read(
      FetchRun run,
      ResolvedChat chat,
      FetchWindow window,
      List<FetchWindow> toRead,
      MarkedDays marks)
      throws InterruptedException {
    try (DayArchiver archiver = new DayArchiver(archive, run, chat, marks, toRead)) {
      for (FetchWindow part : toRead) {
        if (!archiver.limitReached() && !isBeforeFirstMessage(chat, part, window)) {
          archiver.onOpen(part.to());
          ReadOptions options =
              new ReadOptions(archiver.remaining(), withReactors, run.startedAt());
          reader.expect(chat, () -> ArchivedDensity.beside(archive.store(), run.folder(), part));
          read(chat, part, options, archiver);
        }
      }
      return archiver.lastEvents();
    }
  }

  private void read(
      ResolvedChat chat, FetchWindow window, ReadOptions options, DayArchiver archiver)
      throws InterruptedException {
    boolean isRead = false;
    try {
      reader.read(chat, window, options, archiver);
      isRead = true;
    } finally {
      if (!isRead) {
        archiver.daysFailed();
      }
    }
  }

  /** Whether all days of a full history are done, so that the rest lies before the chat began. */
  private boolean isBeforeFirstMessage(ResolvedChat chat, FetchWindow part, FetchWindow window)
      throws InterruptedException {
    return part.sinceFirstMessage()
        && part.to().isBefore(window.to())
        && firstDay.find(chat).map(part.to()::isBefore).orElse(true);
  }

  /**
   * The days that a command would fetch now.
   *
   * @return empty when an incremental command has no day left to read
   * @throws InvalidWindowException when the days lie in the future, or before Telegram
   */
  public Optional<FetchWindow> window(FetchCommand command) {
    return days.window(command);
  }
}

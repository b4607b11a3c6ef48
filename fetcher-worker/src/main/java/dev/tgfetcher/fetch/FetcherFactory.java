package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.day.HistoryReader;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.history.UsernameCache;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandReporter;
import java.time.InstantSource;

/**
 * Creates the fetchers of a worker or of a batch run, one for each session. A fetcher remembers
 * which messages its session's client has read, so sessions do not share one.
 *
 * @param listener is notified of requests and days
 */
public record FetcherFactory(
    Settings settings,
    EventFactory events,
    OpenArchive archive,
    SpoolFolder spools,
    InstantSource clock,
    FetchListener listener) {

  /**
   * Creates the handler of a worker's commands.
   *
   * @param tdlibVersion stands in the header of each day's file
   */
  public CommandHandler handler(
      ClientSource session,
      String tdlibVersion,
      RequestGate gate,
      UsernameCache usernames,
      Exclusivity exclusivity,
      CommandReporter queue) {
    Fetcher fetcher = fetcher(session, tdlibVersion, gate, usernames, exclusivity.locks());
    return new FetchHandler(fetcher, queue, exclusivity.marks(), clock);
  }

  /**
   * Creates a fetcher.
   *
   * @param tdlibVersion stands in the header of each day's file
   */
  public Fetcher fetcher(
      ClientSource session,
      String tdlibVersion,
      RequestGate gate,
      UsernameCache usernames,
      DayLocks locks) {
    TelegramCalls calls =
        new TelegramCalls(session, gate, listener, settings.worker().messagesPerRequest());
    ChatResolver resolver = new ChatResolver(calls, usernames);
    ArchiveStore store = archive.store();
    return new Fetcher(
        resolver,
        new FirstDay(calls, resolver),
        new FolderOwner(store),
        new HistoryReader(calls, resolver, spools::newSpool, spools.path(), clock),
        new CommandDays(store, clock),
        new DaySkipper(store, events, settings.archive().forceRefetch()),
        context(locks, tdlibVersion),
        settings.archive().fetchReactors());
  }

  private ArchiveContext context(DayLocks locks, String tdlibVersion) {
    return new ArchiveContext(
        archive.store(),
        archive.progress(),
        settings.archive().forceRefetch(),
        locks,
        events,
        clock,
        tdlibVersion,
        listener);
  }
}

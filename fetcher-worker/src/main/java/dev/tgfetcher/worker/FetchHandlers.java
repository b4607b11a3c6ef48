package dev.tgfetcher.worker;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.DirectoryArchiveStore;
import dev.tgfetcher.archive.ProgressFile;
import dev.tgfetcher.archive.SpoolFolder;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.fetch.ChatResolver;
import dev.tgfetcher.fetch.ClientSource;
import dev.tgfetcher.fetch.Exclusivity;
import dev.tgfetcher.fetch.FetchHandler;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.fetch.HistoryReader;
import dev.tgfetcher.fetch.RequestGate;
import dev.tgfetcher.fetch.TelegramCalls;
import dev.tgfetcher.fetch.UsernameCache;
import dev.tgfetcher.queue.CommandReports;
import dev.tgfetcher.telegram.TdlibBuild;
import dev.tgfetcher.worker.config.Settings;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Puts together what handles commands, the same for a worker and for a batch run.
 *
 * @param telegram the circuit that all sessions of this process share
 * @param listener told of what is read and written
 */
public record FetchHandlers(
    Settings settings,
    EventFactory events,
    ArchiveLayout layout,
    SpoolFolder spools,
    InstantSource clock,
    Circuit telegram,
    FetchListener listener) {

  /** Before a call that Telegram could not answer is made again. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** One for each session: what its client has read already decides what it must forget. */
  public FetchHandler handler(
      ClientSource session,
      RequestGate gate,
      UsernameCache usernames,
      Exclusivity exclusivity,
      CommandReports reports) {
    TelegramCalls calls =
        new TelegramCalls(session, new GuardedCalls(telegram, FIRST_PAUSE, gate), listener);
    ChatResolver resolver = new ChatResolver(calls, usernames);
    HistoryReader reader =
        new HistoryReader(calls, resolver, spools::newSpool, spools.scratch(), clock);
    return new FetchHandler(
        reports,
        calls,
        resolver,
        reader,
        archive(),
        exclusivity,
        events,
        clock,
        options(),
        listener);
  }

  private FetchHandler.Archive archive() {
    DirectoryArchiveStore store =
        new DirectoryArchiveStore(layout, settings.archive().archiveRevisions());
    return new FetchHandler.Archive(layout, store, new ProgressFile(layout, clock));
  }

  private FetchHandler.Options options() {
    return new FetchHandler.Options(
        settings.archive().forceRefetch(), settings.archive().fetchReactors(), TdlibBuild.VERSION);
  }
}

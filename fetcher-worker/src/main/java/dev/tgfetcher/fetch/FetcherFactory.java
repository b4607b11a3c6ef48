package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.DirectoryArchiveStore;
import dev.tgfetcher.archive.progress.ProgressFile;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.history.UsernameCache;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.telegram.library.TdlibBuild;
import java.time.InstantSource;

/**
 * Puts together what handles commands, the same for a worker and for a batch run.
 *
 * @param listener told of what is read and written
 */
public record FetcherFactory(
    Settings settings,
    EventFactory events,
    ArchiveLayout layout,
    SpoolFolder spools,
    InstantSource clock,
    FetchListener listener) {

  /** One for each session: what its client has read already decides what it must forget. */
  public FetchHandler handler(
      ClientSource session,
      RequestGate gate,
      UsernameCache usernames,
      Exclusivity exclusivity,
      CommandReporter reports) {
    TelegramCalls calls = new TelegramCalls(session, gate, listener);
    ChatResolver resolver = new ChatResolver(calls, usernames);
    HistoryReader reader =
        new HistoryReader(calls, resolver, spools::newSpool, spools.path(), clock);
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

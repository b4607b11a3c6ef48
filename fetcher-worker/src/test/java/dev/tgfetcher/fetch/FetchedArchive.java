package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.AnalyzerReader;
import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.day.DayResult;
import dev.tgfetcher.day.DaySink;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.HistoryReader;
import dev.tgfetcher.day.ReadOptions;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.history.UsernameCache;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.telegram.TelegramClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Fetches into a folder, and reads the written files back. */
public final class FetchedArchive implements AutoCloseable {
  private final ArchiveLayout layout;
  private final SpoolFolder spools;
  private final DirectoryArchiveStore store;
  private final ChatResolver resolver;
  private final HistoryReader reader;
  private final Path scratch;

  /** The days' files in the order in which they were written. */
  final List<ArchiveFile> files = new ArrayList<>();

  final List<Integer> progress = new ArrayList<>();

  /** An archive that is fetched from a client at one moment, with so many ids in a request. */
  public static FetchedArchive of(
      Path folder, TelegramClient telegram, int idsPerRequest, Instant now) {
    TelegramCalls calls =
        new TelegramCalls(
            ClientSource.of(telegram),
            RequestGate.open(),
            (method, refusal, took) -> {},
            idsPerRequest);
    return new FetchedArchive(folder, calls, InstantSource.fixed(now));
  }

  public FetchedArchive(Path folder, TelegramCalls calls, InstantSource clock) {
    layout = new ArchiveLayout(folder.resolve("data"));
    spools = SpoolFolder.open(layout.root(), "worker");
    store = new DirectoryArchiveStore(layout, 5);
    scratch = folder.resolve("scratch");
    resolver = new ChatResolver(calls, UsernameCache.none());
    reader = new HistoryReader(calls, resolver, spools::newSpool, scratch, clock);
  }

  /** Returns the days' files in the order in which they were written. */
  public List<ArchiveFile> fetch(String chat, FetchWindow window, ReadOptions options)
      throws InterruptedException {
    ChatRef ref = ChatRef.parse(chat).orElseThrow();
    files.clear();
    ResolvedChat resolved = resolver.resolve(ref);
    reader.expect(resolved, () -> ArchivedDensity.beside(store, ref.folder(), window));
    reader.read(
        resolved,
        window,
        options,
        new DaySink() {
          @Override
          public boolean givesWay() {
            return false;
          }

          @Override
          public void onOpen(LocalDate date) {}

          @Override
          public void onDay(DayResult day) {
            files.add(write(ref.folder(), resolved, day));
          }

          @Override
          public void onProgress(LocalDate date, int messages) {
            progress.add(messages);
          }
        });
    return List.copyOf(files);
  }

  private ArchiveFile write(String folder, ResolvedChat chat, DayResult day) {
    DayMetadata draft =
        new DayMetadata(
            folder,
            day.date(),
            chat.source(),
            day.reactionsAsOf(),
            "1.8.67",
            day.incompleteReason(),
            day.commentsComplete(),
            day.commentsAsOf(),
            day.reactionsAsOf(),
            day.readBy(),
            day.idRange());
    store.write(draft, day.spool(), WriteGuard.ALWAYS);
    var unused = AnalyzerReader.read(layout.dayFile(folder, day.date()));
    try {
      return ArchiveReader.read(layout.dayFile(folder, day.date()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The temporary files that are left of the read windows. */
  public List<String> leftovers() {
    String[] names = scratch.toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  @Override
  public void close() {
    spools.close();
  }
}

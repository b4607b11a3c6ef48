package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.ReadOptions;
import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.emulator.rpc.RequestLog;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.history.RecyclingClientSource;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.session.AccountGate;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** A world on an emulator, and the archive that is fetched from it with the real TDLib. */
public final class FetchedWorld implements AutoCloseable {
  public static final LocalDate FIRST = LocalDate.of(2025, 11, 1);
  static final Instant NOW = Instant.parse("2025-12-01T00:00:00Z");
  public static final int RECYCLE_NEVER = Integer.MAX_VALUE;
  private static final int MOST_IDS = 200;

  private final World world;
  private final TestTelegram telegram;
  private final SessionSettings settings;
  private final Path folder;
  private final int recycleAfter;
  private final int idsPerRequest;
  private TelegramSession session;
  private FetchedArchive archive;
  private TelegramCalls calls;
  private int fetches;

  private FetchedWorld(World world, Path folder, int recycleAfter, int idsPerRequest)
      throws InterruptedException {
    this.world = world;
    this.telegram = TestTelegram.start(world, folder);
    this.settings = telegram.logIn("main", world.accounts().iterator().next());
    this.folder = folder;
    this.recycleAfter = recycleAfter;
    this.idsPerRequest = idsPerRequest;
    open();
  }

  /**
   * Starts an emulator and logs its first account in.
   *
   * @param recycleAfter messages after which TDLib's client is replaced
   */
  public static FetchedWorld start(World world, Path folder, int recycleAfter)
      throws InterruptedException {
    return new FetchedWorld(world, folder, recycleAfter, MOST_IDS);
  }

  /** The same, with another number of ids in a request; with 50 or less nothing is read by ids. */
  static FetchedWorld startWithIds(World world, Path folder, int idsPerRequest)
      throws InterruptedException {
    return new FetchedWorld(world, folder, RECYCLE_NEVER, idsPerRequest);
  }

  private void open() throws InterruptedException {
    session = TelegramSession.open(TestTelegram.library(), settings);
    ClientSource source = new RecyclingClientSource(session, recycleAfter);
    calls =
        new TelegramCalls(
            source,
            new AccountGate(session, RequestGate.open()),
            (method, refusal, took) -> {},
            idsPerRequest);
    archive = new FetchedArchive(folder, calls, InstantSource.fixed(NOW));
  }

  /** Reopens the session as a restarted worker does: TDLib remembers chats, the worker nothing. */
  void reopen() throws InterruptedException {
    archive.close();
    session.close();
    open();
  }

  /** Ends the freeze of an account, and opens the session again, as a worker does. */
  void unfreeze(Account account) throws InterruptedException {
    telegram.emulator().unfreeze(account);
    reopen();
    assertThat(session.checkFreeze()).isEmpty();
  }

  public Chat chat(String name) {
    return world.chat(name);
  }

  public RequestLog requests() {
    return telegram.emulator().requests();
  }

  /** How many times the client was replaced since the session was opened. */
  int replacedClients() {
    return calls.generation();
  }

  Faults faults() {
    return telegram.emulator().faults();
  }

  TelegramEmulator emulator() {
    return telegram.emulator();
  }

  /** The files of the first days, newest first. */
  public List<ArchiveFile> fetch(String chat, int days) throws InterruptedException {
    return fetch(chat, FetchWindow.of(FIRST, FIRST.plusDays(days - 1)), false);
  }

  public List<ArchiveFile> fetch(String chat, FetchWindow window, boolean reactors)
      throws InterruptedException {
    return fetch(chat, window, reactors, NOW.plusSeconds(fetches++));
  }

  /**
   * Fetches at a time.
   *
   * @param cutOff the time of the reader's machine
   */
  List<ArchiveFile> fetch(String chat, FetchWindow window, boolean reactors, Instant cutOff)
      throws InterruptedException {
    return archive.fetch(chat, window, new ReadOptions(null, reactors, cutOff));
  }

  /** The days that were written by the last fetch, newest first, although it may have failed. */
  List<ArchiveFile> written() {
    return List.copyOf(archive.files);
  }

  /** Checks that the files have all messages of the world, and no others. */
  public void assertSame(String chat, List<ArchiveFile> files) {
    for (ArchiveFile file : files) {
      new WorldComparison(world, chat(chat)).assertSame(file);
      assertThat(file.header().complete()).isTrue();
      assertThat(file.header().commentsComplete()).isTrue();
    }
  }

  @Override
  public void close() {
    archive.close();
    session.close();
    telegram.close();
  }
}

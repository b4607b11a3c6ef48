package dev.tgfetcher.emulator;

import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RequestLog;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.service.AccountService;
import dev.tgfetcher.emulator.service.AuthService;
import dev.tgfetcher.emulator.service.ChannelsService;
import dev.tgfetcher.emulator.service.ContactsService;
import dev.tgfetcher.emulator.service.DialogsService;
import dev.tgfetcher.emulator.service.HelpService;
import dev.tgfetcher.emulator.service.MessagesService;
import dev.tgfetcher.emulator.service.PendingLogins;
import dev.tgfetcher.emulator.service.ReactionsService;
import dev.tgfetcher.emulator.service.SearchService;
import dev.tgfetcher.emulator.service.TopicsService;
import dev.tgfetcher.emulator.service.UpdatesService;
import dev.tgfetcher.emulator.service.UsersService;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.wire.AuthKey;
import dev.tgfetcher.emulator.wire.AuthKeys;
import dev.tgfetcher.emulator.wire.WireServer;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Freeze;
import dev.tgfetcher.emulator.world.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A Telegram server on 127.0.0.1, for one {@link World}. Clients connect to it as an MTProto proxy.
 * They trust it if they run the library of {@link PatchedTdlib}.
 */
public final class TelegramEmulator implements AutoCloseable {
  private static final String SECRET = "5467466574636865724c6f6f70626163";

  private final World world;
  private final InstantSource clock = Clock.systemUTC();
  private final AuthKeys authKeys;
  private final PendingLogins logins = new PendingLogins();
  private final RequestLog requests = new RequestLog();
  private final Faults faults;
  private final ScheduledExecutorService timer;
  private final Dispatcher dispatcher;
  private volatile WireServer server;

  private TelegramEmulator(World world, int port, AuthKeys authKeys) {
    this.world = world;
    this.authKeys = authKeys;
    this.timer = Executors.newSingleThreadScheduledExecutor(TelegramEmulator::timerThread);
    this.faults = new Faults(clock, authKeys, this::dropConnections);
    this.dispatcher = new Dispatcher(world, faults, requests, timer);
    services().forEach(service -> service.register(dispatcher));
    this.server = listen(port);
  }

  /** Starts on any free port. Keys and logins end with the emulator. */
  public static TelegramEmulator start(World world) {
    return start(world, 0);
  }

  /**
   * Starts on a port. Keys and logins end with the emulator.
   *
   * @param port 0 for any free one
   */
  public static TelegramEmulator start(World world, int port) {
    return new TelegramEmulator(world, port, AuthKeys.inMemory());
  }

  /**
   * Starts on a port, with the keys and logins in a directory.
   *
   * @param port 0 for any free one
   * @param stateDirectory the directory of the keys and logins; created if missing
   */
  public static TelegramEmulator start(World world, int port, Path stateDirectory) {
    return new TelegramEmulator(world, port, AuthKeys.in(stateDirectory));
  }

  /** Closes the port and all connections, until {@link #resume}. */
  public void pause() {
    server.close();
  }

  /** Opens the same port again, with the same keys, logins and world. */
  public void resume() {
    server = listen(server.port());
  }

  /** The address, in the format of TELEGRAM_PROXY. */
  public String proxyUrl() {
    return "mtproto://" + SECRET + "@127.0.0.1:" + port();
  }

  public int port() {
    return server.port();
  }

  public World world() {
    return world;
  }

  public RequestLog requests() {
    return requests;
  }

  public Faults faults() {
    return faults;
  }

  /**
   * Confirms a QR login, like another device that scans the code.
   *
   * @param link the client's link, {@code tg://login?token=...}
   * @throws IllegalArgumentException when no client waits for this link
   */
  public void acceptLoginToken(String link, Account account) {
    AuthKey key = logins.accept(link, account);
    push(key, "updateLoginToken");
  }

  /** Freezes an account, and lets its clients read their configuration again at once. */
  public void freeze(Account account, Freeze punishment) {
    account.freeze(punishment);
    pushConfig(account);
  }

  public void unfreeze(Account account) {
    account.unfreeze();
    pushConfig(account);
  }

  private void pushConfig(Account account) {
    authKeys.keysOf(account.user().id()).forEach(key -> push(key, "updateConfig"));
  }

  private void push(AuthKey key, String update) {
    TlSchema schema = TlSchema.telegram();
    server.push(
        key,
        schema
            .make("updateShort")
            .set("update", schema.make(update))
            .set("date", (int) clock.instant().getEpochSecond()));
  }

  @Override
  public void close() {
    server.close();
    timer.shutdownNow();
  }

  private WireServer listen(int port) {
    byte[] secret = HexFormat.of().parseHex(SECRET);
    return WireServer.start(port, secret, authKeys, dispatcher, clock);
  }

  private void dropConnections() {
    server.dropConnections();
  }

  private List<RpcService> services() {
    return List.of(
        new HelpService(clock, this::port),
        new AuthService(world, authKeys, logins, clock),
        new AccountService(logins),
        new UsersService(world),
        new ContactsService(world),
        new ChannelsService(world),
        new DialogsService(world, clock),
        new MessagesService(world),
        new ReactionsService(world),
        new SearchService(world),
        new TopicsService(world),
        new UpdatesService(world, clock));
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "emulator-timer");
    thread.setDaemon(true);
    return thread;
  }
}

package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.tdjson.NativeHeap;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import dev.tgfetcher.telegram.tdjson.WireEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The open session of an account, which is a client that is logged in:
 *
 * <ol>
 *   <li>{@link #open} locks the directory, opens it with its key and requests the account's id; it
 *       never logs in;
 *   <li>requests and updates pass through;
 *   <li>{@link #recycle} releases the memory that TDLib gathers while it reads. If it fails, the
 *       session has no client: {@link #isOpen} is false, and requests are refused;
 *   <li>{@link #logOut} ends the session for good, {@link #close} until the next {@link #open}.
 * </ol>
 */
public final class TelegramSession implements TelegramClient, AccountFreeze.Source {
  private static final Logger log = LoggerFactory.getLogger(TelegramSession.class);

  private final SessionSettings settings;
  private final SessionDirectory directory;
  private final TdRuntime runtime;
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<WireEvent>> wireListeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable AccountFreeze freeze;

  /** The session has no client while the client is replaced, and after that has failed. */
  private volatile TelegramClient client = NoClient.INSTANCE;

  private final long userId;
  private final String tdlibVersion;

  private TelegramSession(SessionSettings settings, SessionDirectory directory, TdRuntime runtime)
      throws InterruptedException {
    this.settings = settings;
    this.directory = directory;
    this.runtime = runtime;
    this.client = authorizedClient();
    this.userId = me();
    this.tdlibVersion = runtime.version();
  }

  /**
   * Opens a session that is logged in.
   *
   * @param library the TDLib library file
   * @throws SessionUnavailableException when the session cannot be used
   */
  public static TelegramSession open(Path library, SessionSettings settings)
      throws InterruptedException {
    TdRuntime runtime = TdRuntime.open(settings.binding(), library);
    try {
      return open(runtime, settings);
    } catch (RuntimeException | InterruptedException e) {
      runtime.close();
      throw e;
    }
  }

  private static TelegramSession open(TdRuntime runtime, SessionSettings settings)
      throws InterruptedException {
    SessionDirectory directory = SessionDirectory.lock(settings.directory());
    try {
      return new TelegramSession(settings, directory, runtime);
    } catch (RuntimeException | InterruptedException e) {
      directory.close();
      throw e;
    }
  }

  /** The user id of the account. */
  public long userId() {
    return userId;
  }

  /** The version of the loaded TDLib, such as {@code 1.8.67}. */
  public String tdlibVersion() {
    return tdlibVersion;
  }

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    return client.send(request);
  }

  @Override
  public CompletableFuture<@Nullable Void> chatInfosLoaded() {
    return client.chatInfosLoaded();
  }

  @Override
  public long chatInfos() {
    return client.chatInfos();
  }

  @Override
  public @Nullable TelegramError chatInfoRefusal(long answersBefore) {
    return client.chatInfoRefusal(answersBefore);
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Passes all later wire events to the listener, also after {@link #recycle}. The listener runs on
   * TDLib's threads, so it must neither block nor send.
   */
  public Subscription onWire(Consumer<WireEvent> listener) {
    wireListeners.add(listener);
    return () -> wireListeners.remove(listener);
  }

  /**
   * Closes TDLib's client, if there is one, and opens another on the same directory. It refuses
   * requests in flight as {@link TelegramErrorType#UNAVAILABLE}, so call it between two pieces of
   * work.
   *
   * @throws SessionUnavailableException when no client can be opened now; the session has none then
   */
  public void recycle() throws InterruptedException {
    TelegramClient former = client;
    client = NoClient.INSTANCE;
    former.close();
    NativeHeap.trim();
    client = authorizedClient();
  }

  /** Whether the session has a client. Without one it can only be recycled or closed. */
  public boolean isOpen() {
    return client != NoClient.INSTANCE;
  }

  @Override
  public Optional<AccountFreeze> freeze() {
    return Optional.ofNullable(freeze);
  }

  /** TDLib reports a change of the state before it answers this request. */
  @Override
  public Optional<AccountFreeze> checkFreeze() throws InterruptedException {
    try {
      call(TelegramClient.request("getApplicationConfig"));
    } catch (TelegramException noAnswer) {
      log.debug("The freeze state cannot be checked: {}", noAnswer.getMessage());
    }
    return freeze();
  }

  /**
   * Whether Telegram still knows this session. Only an answer that the session has ended says that
   * it does not: Telegram may restrict, delay or fail the requests of a living session. The request
   * asks for a value that TDLib does not cache, as it caches the account's name.
   *
   * @return false without a client
   */
  public boolean isAlive() throws InterruptedException {
    try {
      call(TelegramClient.request("getAccountTtl"));
      return true;
    } catch (TelegramException refused) {
      return isOpen() && refused.type() != TelegramErrorType.SESSION_ENDED;
    }
  }

  /** Encrypts the session with another key. */
  void setKey(SessionKey key) throws InterruptedException {
    call(
        TelegramClient.request("setDatabaseEncryptionKey").put("new_encryption_key", key.base64()));
  }

  /** Returns the id of the local process that uses the session; empty when none does. */
  public static Optional<String> processUsing(Path directory) {
    return SessionDirectory.lockOwner(directory);
  }

  /** Logs the account out of this session and closes it. */
  public void logOut() throws InterruptedException {
    try {
      call(TelegramClient.request("logOut"));
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    client.close();
    runtime.close();
    directory.close();
  }

  private TelegramClient authorizedClient() throws InterruptedException {
    TelegramClient fresh = runtime.newClient(settings.callTimeout(), this::forwardWire);
    freeze = null;
    // TDLib reports a freeze that it remembers while it opens the session.
    Subscription unusedToo = fresh.onUpdate(this::rememberFreeze);
    try {
      JsonNode state = new AuthorizationFlow(fresh, settings).open();
      if (AuthorizationState.of(state) != AuthorizationState.READY) {
        throw SessionUnavailableException.notLoggedIn(
            AuthorizationState.of(state), settings.directory());
      }
    } catch (RuntimeException | InterruptedException e) {
      fresh.close();
      throw e;
    }
    Subscription unused = fresh.onUpdate(this::forward);
    return fresh;
  }

  private void rememberFreeze(JsonNode update) {
    if (AccountFreeze.isUpdate(update)) {
      freeze = AccountFreeze.in(update);
    }
  }

  private long me() throws InterruptedException {
    try {
      return call(TelegramClient.request("getMe")).path("id").asLong();
    } catch (TelegramException e) {
      client.close();
      throw SessionUnavailableException.of(e, settings.directory());
    }
  }

  private void forwardWire(WireEvent event) {
    wireListeners.forEach(listener -> listener.accept(event));
  }

  private void forward(JsonNode update) {
    listeners.forEach(listener -> listener.accept(update));
  }
}

package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account's open session: a client that is logged in.
 *
 * <ol>
 *   <li>{@link #open} takes hold of the directory, opens it with its key and finds out who this is;
 *       it never logs in
 *   <li>requests and updates go through, as of one client
 *   <li>{@link #recycle} gives back the memory that TDLib gathers while it reads
 *   <li>{@link #logOut} ends the session for good, {@link #close} until the next time
 * </ol>
 */
public final class TelegramSession implements TelegramClient {
  private final SessionSettings settings;
  private final SessionDirectory directory;
  private final TdRuntime runtime;
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<WireEvent>> wireListeners = new CopyOnWriteArrayList<>();
  private volatile TelegramClient client;
  private final long userId;

  private TelegramSession(SessionSettings settings, SessionDirectory directory, TdRuntime runtime)
      throws InterruptedException {
    this.settings = settings;
    this.directory = directory;
    this.runtime = runtime;
    this.client = authorizedClient();
    this.userId = me();
  }

  /**
   * Opens a session that was logged in before.
   *
   * @param library of TDLib
   * @throws SessionUnavailableException when it cannot be used, and why
   */
  public static TelegramSession open(Path library, SessionSettings settings)
      throws InterruptedException {
    TdRuntime runtime = TdRuntime.open(library);
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

  /** The account's id. */
  public long userId() {
    return userId;
  }

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    return client.send(request);
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Calls the listener with all that TDLib does on the wire from now on, also after {@link
   * #recycle}; on TDLib's own threads, so it must neither block nor send.
   */
  public Subscription onWire(Consumer<WireEvent> listener) {
    wireListeners.add(listener);
    return () -> wireListeners.remove(listener);
  }

  /**
   * Closes TDLib's client and opens another on the same directory. Requests in flight are refused
   * as {@link TelegramErrorType#UNAVAILABLE}, so call it between two pieces of work.
   *
   * @throws SessionUnavailableException when the session has become unusable meanwhile
   */
  public void recycle() throws InterruptedException {
    client.close();
    NativeHeap.trim();
    client = authorizedClient();
  }

  /**
   * Whether Telegram still takes this session's requests. It is asked for something that TDLib does
   * not know by itself, as it does the account's own name.
   */
  public boolean isAlive() throws InterruptedException {
    try {
      call(TelegramClient.request("getAccountTtl"));
      return true;
    } catch (TelegramException refused) {
      return false;
    }
  }

  /** Encrypts the session with another key from now on. */
  void setKey(SessionKey key) throws InterruptedException {
    call(
        TelegramClient.request("setDatabaseEncryptionKey").put("new_encryption_key", key.base64()));
  }

  /** The process of this machine that has the session in this directory; empty when none has. */
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

package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A loaded TDLib, which all clients of the process share:
 *
 * <ol>
 *   <li>{@link #open} loads the library, or shares it with its other users;
 *   <li>one thread receives the answers and updates of all clients;
 *   <li>{@link #close} by the last user ends that thread.
 * </ol>
 */
public final class TdRuntime implements AutoCloseable {

  /** More than the 60 s for which TDLib waits out floods, or a retry would double the load. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(75);

  private static final Logger log = LoggerFactory.getLogger(TdRuntime.class);
  private static final double RECEIVE_SECONDS = 0.2;
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final AtomicLong FAILURES = new AtomicLong();

  private static final Map<LibraryKey, Shared> RUNNING = new HashMap<>();

  /** A library stays loaded until the process ends, and its log is attached once. */
  private static final Map<LibraryKey, TdJson> LOADED = new HashMap<>();

  private final Shared shared;
  private boolean closed;

  private TdRuntime(Shared shared) {
    this.shared = shared;
  }

  /** A library file, by the binding that loads it. */
  private record LibraryKey(String binding, Path file) {}

  /**
   * Loads a {@code libtdjson}, or shares it with its other users.
   *
   * @throws UnsatisfiedLinkError when the file is no TDLib for this platform
   */
  public static TdRuntime open(Path library) {
    return open(new JsonBinding(), library);
  }

  /**
   * Loads the library by a binding, or shares it with its other users.
   *
   * @throws UnsatisfiedLinkError when the file is no TDLib for this binding and platform
   */
  public static TdRuntime open(TdBinding binding, Path library) {
    LibraryKey key = new LibraryKey(binding.name(), library.toAbsolutePath().normalize());
    synchronized (RUNNING) {
      Shared shared = RUNNING.get(key);
      if (shared == null) {
        shared = new Shared(load(binding, key), () -> RUNNING.remove(key));
        RUNNING.put(key, shared);
      }
      shared.users++;
      return new TdRuntime(shared);
    }
  }

  private static TdJson load(TdBinding binding, LibraryKey key) {
    TdJson known = LOADED.get(key);
    if (known != null) {
      return known;
    }
    TdJson loaded = binding.load(key.file());
    TdlibLog.attach(loaded);
    LOADED.put(key, loaded);
    return loaded;
  }

  /** Returns an unshared runtime with other functions than those of a library. */
  static TdRuntime over(TdJson tdJson) {
    synchronized (RUNNING) {
      Shared shared = new Shared(tdJson, () -> {});
      shared.users++;
      return new TdRuntime(shared);
    }
  }

  /** Returns a new client. A request fails if it has no answer within the timeout. */
  public TelegramClient newClient(Duration timeout) {
    return newClient(timeout, event -> {});
  }

  /**
   * Returns a new client that reports its requests and flood waits on the wire.
   *
   * @param wire receives the events on TDLib's threads; it must neither block nor send
   */
  public TelegramClient newClient(Duration timeout, Consumer<WireEvent> wire) {
    int id = shared.tdJson.createClientId();
    ChatInfoRequests chatInfos = new ChatInfoRequests();
    FloodWaits floods = new FloodWaits();
    WireListeners.add(id, floods.andThen(wire), chatInfos);
    TdJsonClient client =
        new TdJsonClient(
            timeout,
            chatInfos,
            floods,
            request -> shared.tdJson.send(id, JSON.writeValueAsBytes(request)),
            () -> {
              shared.clients.remove(id);
              WireListeners.remove(id);
            });
    shared.clients.put(id, client);
    return client;
  }

  /** Runs a request that TDLib answers at once, without a client. */
  public JsonNode execute(ObjectNode request) {
    JsonNode answer = JSON.readTree(shared.tdJson.execute(JSON.writeValueAsBytes(request)));
    if (answer.path("@type").asString("").equals("error")) {
      throw new TelegramException(TelegramError.parse(answer));
    }
    return answer;
  }

  /** Returns TDLib's version, such as {@code 1.8.67}. */
  public String version() {
    return execute(TelegramClient.request("getOption").put("name", "version"))
        .path("value")
        .asString();
  }

  /** Returns the number of messages from TDLib that could not be delivered, in this process. */
  public static long failures() {
    return FAILURES.get();
  }

  @Override
  public void close() {
    synchronized (RUNNING) {
      if (closed) {
        return;
      }
      closed = true;
      if (--shared.users == 0) {
        shared.stop();
      }
    }
  }

  private static final class Shared {
    private final TdJson tdJson;
    private final Runnable onStop;
    private final Map<Integer, TdJsonClient> clients = new ConcurrentHashMap<>();
    private final Thread receiver = new Thread(this::receive, "tdlib-receiver");
    private int users;
    private volatile boolean stopping;

    Shared(TdJson tdJson, Runnable onStop) {
      this.tdJson = tdJson;
      this.onStop = onStop;
      receiver.setDaemon(true);
      receiver.start();
    }

    /** A failure costs one message. Without this thread no request would have an answer. */
    private void receive() {
      while (!stopping) {
        try {
          byte[] received = tdJson.receive(RECEIVE_SECONDS);
          if (received != null) {
            dispatch(received);
          }
        } catch (RuntimeException | Error e) {
          FAILURES.incrementAndGet();
          log.error("A message from TDLib could not be delivered; receiving goes on", e);
        }
      }
    }

    private void dispatch(byte[] received) {
      ObjectNode message = (ObjectNode) JSON.readTree(received);
      JsonNode id = message.remove("@client_id");
      TdJsonClient client = id == null ? null : clients.get(id.asInt());
      if (client != null) {
        client.accept(message);
      }
    }

    private void stop() {
      stopping = true;
      onStop.run();
      try {
        receiver.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of {@link TdRuntime}. It matches answers to requests by {@code @extra}. */
final class TdJsonClient implements TelegramClient {
  private static final Logger log = LoggerFactory.getLogger(TdJsonClient.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Duration timeout;
  private final ChatInfoRequests chatInfos;
  private final FloodWaits floods;
  private final Consumer<ObjectNode> wire;
  private final Runnable onClosed;
  private final AtomicLong lastRequest = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> unanswered = new ConcurrentHashMap<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  /** This client has asked TDLib to close. */
  private volatile boolean closing;

  /** TDLib closes without such a request, because the account was logged out. */
  private volatile boolean loggedOut;

  /** Set before the unanswered requests are refused, so that a later request is refused too. */
  private volatile boolean gone;

  /**
   * @param wire sends a request to TDLib
   * @param onClosed runs once, after the last message of TDLib
   */
  TdJsonClient(
      Duration timeout,
      ChatInfoRequests chatInfos,
      FloodWaits floods,
      Consumer<ObjectNode> wire,
      Runnable onClosed) {
    this.timeout = timeout;
    this.chatInfos = chatInfos;
    this.floods = floods;
    this.wire = wire;
    this.onClosed = onClosed;
  }

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    long number = lastRequest.incrementAndGet();
    long floodsBefore = floods.count();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    unanswered.put(number, answer);
    if (gone) {
      refuse(answer, clientIsClosed());
    } else {
      wire.accept(request.deepCopy().put("@extra", number));
    }
    return answer
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle(
            (value, failure) -> {
              unanswered.remove(number);
              if (failure instanceof TimeoutException) {
                throw timedOut(request.path("@type").asString("request"));
              }
              if (failure instanceof TelegramException refused) {
                throw floods.withCause(refused, floodsBefore);
              }
              return value;
            });
  }

  @Override
  public CompletableFuture<@Nullable Void> chatInfosLoaded() {
    return chatInfos
        .answered()
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle(
            (loaded, failure) -> {
              if (failure instanceof TimeoutException) {
                throw timedOut("the full info of a chat");
              }
              return null;
            });
  }

  @Override
  public long chatInfos() {
    return chatInfos.answers();
  }

  @Override
  public @Nullable TelegramError chatInfoRefusal(long answersBefore) {
    return chatInfos.refusalSince(answersBefore);
  }

  private TelegramException timedOut(String request) {
    return new TelegramException(TelegramError.timeout(request, timeout));
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Handles a message of TDLib to this client. Only the receiver thread calls this. */
  void accept(ObjectNode message) {
    JsonNode number = message.remove("@extra");
    if (number == null) {
      update(message);
      return;
    }
    CompletableFuture<JsonNode> answer = unanswered.remove(number.asLong());
    if (answer == null) {
      log.debug("A late answer is dropped: {}", message.path("@type").asString());
    } else if (message.path("@type").asString().equals("error")) {
      refuse(answer, loggedOut ? clientIsClosed() : TelegramError.parse(message));
    } else {
      answer.complete(message);
    }
  }

  private void update(JsonNode update) {
    AuthorizationState state = AuthorizationState.in(update);
    if (!closing
        && (state == AuthorizationState.LOGGING_OUT || state == AuthorizationState.CLOSED)) {
      loggedOut = true;
    }
    for (Consumer<JsonNode> listener : listeners) {
      try {
        listener.accept(update);
      } catch (RuntimeException e) {
        log.error("A listener failed on {}", update.path("@type").asString(), e);
      }
    }
    if (state == AuthorizationState.CLOSED) {
      gone = true;
      unanswered.values().forEach(answer -> refuse(answer, clientIsClosed()));
      onClosed.run();
      closed.complete(null);
    }
  }

  @Override
  public void close() {
    if (closed.isDone()) {
      return;
    }
    if (!loggedOut) {
      closing = true;
      CompletableFuture<JsonNode> unused = send(TelegramClient.request("close"));
    }
    try {
      closed.get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.warn("TDLib did not close within {} s", CLOSE_TIMEOUT.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuse(CompletableFuture<JsonNode> answer, TelegramError error) {
    answer.completeExceptionally(new TelegramException(error));
  }

  private TelegramError clientIsClosed() {
    return loggedOut
        ? TelegramError.of(401, "Unauthorized: the account was logged out of this session")
        : TelegramError.of(500, "Request aborted: the client is closed");
  }
}

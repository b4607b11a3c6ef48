package dev.tgfetcher.history;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.limit.Sleeper;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends requests to Telegram through the rate limit's gate, and waits for their responses. Several
 * calls may be under way, each on a thread of its own.
 */
public final class TelegramCalls {
  /** TDLib splits a longer list of ids into several requests. */
  private static final int MOST_IDS = 200;

  private final ClientSource source;
  private final RequestGate gate;
  private final RequestListener listener;
  private final Sleeper sleeper;
  private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();
  private final Densities densities = new Densities();
  private final int mostIds;
  private final LoadedMessages loaded = new LoadedMessages();
  private final AtomicInteger idsPerRequest;
  private final Set<Long> loadedChats = ConcurrentHashMap.newKeySet();
  private final Deque<OpenChat> openChats = new ArrayDeque<>();
  private int generation;

  public TelegramCalls(ClientSource source, RequestGate gate) {
    this(source, gate, (method, refusal, took) -> {}, MOST_IDS);
  }

  /**
   * Creates the calls of a session.
   *
   * @param idsPerRequest how many messages a request by ids asks for, from 1 to 200; with 50 or
   *     less the history is paged through in its place
   */
  public TelegramCalls(
      ClientSource source, RequestGate gate, RequestListener listener, int idsPerRequest) {
    this(source, gate, listener, idsPerRequest, Sleeper.system());
  }

  TelegramCalls(
      ClientSource source,
      RequestGate gate,
      RequestListener listener,
      int idsPerRequest,
      Sleeper sleeper) {
    this.source = source;
    this.gate = gate;
    this.listener = listener;
    this.sleeper = sleeper;
    this.mostIds = idsPerRequest;
    this.idsPerRequest = new AtomicInteger(idsPerRequest);
  }

  /**
   * Sends a request and waits for its response.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  public JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    return call(method, 1, request);
  }

  /**
   * Sends a request that TDLib splits into several requests to Telegram.
   *
   * @param requests how many requests TDLib makes of it
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  public JsonNode call(MethodClass method, int requests, ObjectNode request)
      throws InterruptedException {
    return gate.pass(new RequestGate.Call(method, requests, null, () -> callNow(method, request)));
  }

  /**
   * Sends a request that a deferred command repeats. The repeated request keeps the turn of the
   * first one.
   *
   * @param subject identifies the request among all requests
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  JsonNode callRepeatable(MethodClass method, String subject, ObjectNode request)
      throws InterruptedException {
    return gate.pass(new RequestGate.Call(method, 1, subject, () -> callNow(method, request)));
  }

  private JsonNode callNow(MethodClass method, ObjectNode request) throws InterruptedException {
    long start = System.nanoTime();
    try {
      JsonNode response = source.client().call(request);
      loaded.add(response);
      listener.requestEnded(method, null, since(start));
      listener.messagesReceived(method, messagesOf(response));
      return response;
    } catch (TelegramException e) {
      listener.requestEnded(method, e.error(), since(start));
      throw e;
    }
  }

  /** TDLib returns null in place of a message that does not exist. */
  private static int messagesOf(JsonNode response) {
    int messages = 0;
    for (JsonNode message : response.path("messages")) {
      messages += message.isNull() ? 0 : 1;
    }
    return messages;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Waits until the full infos of the loaded chats have arrived, which TDLib requests by itself.
   *
   * @throws TelegramException when Telegram does not answer in time
   */
  void awaitChatInfos() throws InterruptedException {
    var unused = TelegramClient.await(source.client().chatInfosLoaded());
  }

  /** Waits before another look at the state of TDLib. */
  void pause(Duration time) throws InterruptedException {
    sleeper.sleep(time);
  }

  /** The last refusal of a full info after so many answers; null when there was none. */
  @Nullable TelegramError chatInfoRefusal(long answersBefore) {
    return source.client().chatInfoRefusal(answersBefore);
  }

  /** How many requests for full infos were answered or refused since the client was opened. */
  long chatInfos() {
    return source.client().chatInfos();
  }

  /** Records that this client has the present full info of a chat. */
  void markLoaded(long chatId) {
    loadedChats.add(chatId);
  }

  boolean isLoaded(long chatId) {
    return loadedChats.contains(chatId);
  }

  /** Sends a request and ignores its response; works on an interrupted thread. */
  void sendWithoutWaiting(ObjectNode request) {
    var unused = source.client().send(request);
  }

  /** Keeps the client until this request of another thread has ended. */
  void addPending(Future<?> request) {
    pending.removeIf(Future::isDone);
    pending.add(request);
  }

  private void awaitPending() throws InterruptedException {
    for (Future<?> request : pending) {
      try {
        Object unused = request.get();
      } catch (ExecutionException | CancellationException e) {
        // The request has ended. The thread that waits for its page gets the failure.
      }
    }
    pending.clear();
  }

  /** How many ids a request may have, at most. */
  public int idsPerRequest() {
    return idsPerRequest.get();
  }

  /**
   * Lets later requests have fewer ids, because Telegram did not answer all of them. The refusal
   * may have had another reason, so the next client asks for as many as the first one.
   */
  void lowerIdsPerRequest(int most) {
    idsPerRequest.accumulateAndGet(most, Math::min);
  }

  /** Lets the session expect a density of a chat that it has not read yet. */
  public void expectDensity(long chatId, Supplier<Density> density) {
    densities.expect(chatId, density);
  }

  /** The densities of the chats that this session has read. */
  Densities densities() {
    return densities;
  }

  /** The messages that the present client has loaded. */
  public LoadedMessages loaded() {
    return loaded;
  }

  /** Reports a page to the source, and replaces the client if it has loaded too many messages. */
  public void pageLoaded(int messages) throws InterruptedException {
    if (source.pageLoaded(messages)) {
      replaceClient();
    }
  }

  /**
   * Replaces the client by one that has no messages in memory, if the source can do so, and opens
   * the open chats again, the last one first: before others make TDLib meet it.
   */
  public void replaceClient() throws InterruptedException {
    awaitPending();
    if (isClientReplaced()) {
      for (OpenChat chat : openChats) {
        chat.openAgain();
      }
    }
  }

  /** Whether the source has replaced the client. A failure has closed the former client as well. */
  private boolean isClientReplaced() throws InterruptedException {
    boolean kept = false;
    try {
      kept = !source.replaceClient();
      return !kept;
    } finally {
      if (!kept) {
        generation++;
        loadedChats.clear();
        idsPerRequest.set(mostIds);
        loaded.clear();
      }
    }
  }

  /** Opens a chat again whenever the client was replaced. */
  void opened(OpenChat chat) {
    openChats.push(chat);
  }

  void closed(OpenChat chat) {
    openChats.remove(chat);
    if (openChats.isEmpty()) {
      gate.endSeries();
    }
  }

  /** How many times the client was replaced. */
  public int generation() {
    return generation;
  }
}

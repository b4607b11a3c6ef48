package dev.tgfetcher.history;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one way to Telegram in this package: a blocking call through the gate. */
public final class TelegramCalls {
  private final ClientSource source;
  private final RequestGate gate;
  private final RequestListener listener;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private Future<?> underWay = CompletableFuture.completedFuture(null);
  private final Set<Long> described = ConcurrentHashMap.newKeySet();
  private int generation;

  public TelegramCalls(ClientSource source, RequestGate gate) {
    this(source, gate, (method, refusal, took) -> {});
  }

  /**
   * Names the way.
   *
   * @param listener told how each request fared
   */
  public TelegramCalls(ClientSource source, RequestGate gate, RequestListener listener) {
    this.source = source;
    this.gate = gate;
    this.listener = listener;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  public JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    return call(method, 1, request);
  }

  /**
   * Like {@link #call(MethodClass, ObjectNode)}, for what TDLib makes several requests of.
   *
   * @param requests how many
   */
  public JsonNode call(MethodClass method, int requests, ObjectNode request)
      throws InterruptedException {
    RequestGate.Call call =
        new RequestGate.Call(method, requests, null, () -> callNow(method, request));
    return method == MethodClass.LOCAL ? gate.pass(call) : passAlone(call);
  }

  /**
   * Like {@link #call(MethodClass, ObjectNode)}; a command that is put off because of it finds its
   * place kept.
   *
   * @param subject the same, and of no other request, when it is made again
   */
  JsonNode callOnce(MethodClass method, String subject, ObjectNode request)
      throws InterruptedException {
    return passAlone(new RequestGate.Call(method, 1, subject, () -> callNow(method, request)));
  }

  /** Passes one call at a time: the gate serves one thread, and pages are prefetched on another. */
  private JsonNode passAlone(RequestGate.Call call) throws InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      return gate.pass(call);
    } finally {
      oneAtATime.unlock();
    }
  }

  private JsonNode callNow(MethodClass method, ObjectNode request) throws InterruptedException {
    long start = System.nanoTime();
    try {
      JsonNode answer = source.client().call(request);
      listener.requestEnded(method, null, since(start));
      return answer;
    } catch (TelegramException e) {
      listener.requestEnded(method, e.error(), since(start));
      throw e;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Sends a request whose answer nobody needs, also from an interrupted thread. */
  void send(ObjectNode request) {
    var unused = source.client().send(request);
  }

  /** The client is not replaced before this request, of another thread, has ended. */
  void underWay(Future<?> request) {
    underWay = request;
  }

  private void awaitQuiet() throws InterruptedException {
    try {
      Object unused = underWay.get();
    } catch (ExecutionException | CancellationException e) {
      // It has ended; whoever takes its answer is told how.
    }
  }

  /** Tells that a page was read; the client may then be replaced. */
  public void pageLoaded(int messages) throws InterruptedException {
    awaitQuiet();
    if (source.pageLoaded(messages)) {
      replaced();
    }
  }

  /** Has the client replaced by one that remembers no messages, where that can be done. */
  public void replaceClient() throws InterruptedException {
    awaitQuiet();
    if (source.replaceClient()) {
      replaced();
    }
  }

  private void replaced() {
    generation++;
    described.clear();
  }

  /** Whether this client is asked what the chat is like for the first time. */
  boolean isFirstOf(long chatId) {
    return described.add(chatId);
  }

  /** How often the client was replaced. */
  public int generation() {
    return generation;
  }
}

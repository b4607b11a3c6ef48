package dev.tgfetcher.limit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends requests to Telegram, each as soon as its rate limit permits. */
@FunctionalInterface
public interface RequestGate {

  /** A request that is ready to be sent. */
  @FunctionalInterface
  interface Request {
    /**
     * Sends the request and waits for the answer.
     *
     * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer
     */
    JsonNode send() throws InterruptedException;
  }

  /**
   * A request with its cost.
   *
   * @param method the rate limit that the request counts against
   * @param requests how many requests TDLib makes of it, at least 1
   * @param subject identifies the request when a deferred command repeats it: the repeated request
   *     then keeps the turn of the first one; null for a request that is not repeated
   */
  record Call(MethodClass method, int requests, @Nullable String subject, Request request) {
    public Call {
      if (requests < 1) {
        throw new IllegalArgumentException("a call is at least one request, not " + requests);
      }
    }

    /** Creates a call of one request that is not repeated. */
    public static Call of(MethodClass method, Request request) {
      return new Call(method, 1, null, request);
    }

    /** Returns this call without a turn to keep. */
    public Call withoutSubject() {
      return new Call(method, requests, null, request);
    }

    /** Returns this call with another request. */
    public Call with(Request other) {
      return new Call(method, requests, subject, other);
    }
  }

  /**
   * Waits until the rate limit permits the call, and sends its request.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer
   */
  JsonNode pass(Call call) throws InterruptedException;

  /**
   * Ends a series of requests: none follows soon. A gate that reserves nothing ahead ignores it.
   */
  default void endSeries() {}

  /** Returns a gate that sends every request at once. */
  static RequestGate open() {
    return call -> call.request().send();
  }
}

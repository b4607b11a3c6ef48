package dev.tgfetcher.limit;

import tools.jackson.databind.JsonNode;

/** Lets requests through at the pace that Telegram bears, and sees how they fare. */
@FunctionalInterface
public interface RequestGate {

  /** A request, ready to be sent. */
  @FunctionalInterface
  interface Request {
    /**
     * Sends it and waits for its answer.
     *
     * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer
     */
    JsonNode send() throws InterruptedException;
  }

  /**
   * Waits until a request of this class may be sent, and sends it.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer
   */
  JsonNode pass(MethodClass method, Request request) throws InterruptedException;

  /**
   * Like {@link #pass(MethodClass, Request)}, for what TDLib makes several requests of.
   *
   * @param requests how many, at least 1
   */
  default JsonNode pass(MethodClass method, int requests, Request request)
      throws InterruptedException {
    return pass(method, request);
  }

  /**
   * Like {@link #pass(MethodClass, Request)}, for a request that whoever is put off makes again:
   * the next one for the same subject has the place that this one had.
   */
  default JsonNode passOnce(MethodClass method, String subject, Request request)
      throws InterruptedException {
    return pass(method, request);
  }

  /** Lets everything pass at once. */
  static RequestGate open() {
    return (method, request) -> request.send();
  }
}

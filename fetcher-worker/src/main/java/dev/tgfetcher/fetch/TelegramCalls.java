package dev.tgfetcher.fetch;

import dev.tgfetcher.telegram.TelegramException;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one way to Telegram in this package: through the gate, then a blocking call. */
public final class TelegramCalls {
  private static final Set<MethodClass> UNLIMITED = EnumSet.of(MethodClass.LOCAL);

  private final ClientSource source;
  private final RequestGate gate;

  public TelegramCalls(ClientSource source, RequestGate gate) {
    this.source = source;
    this.gate = gate;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws TelegramException when Telegram refuses or does not answer in time
   */
  JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    if (!UNLIMITED.contains(method)) {
      gate.acquire(method);
    }
    return source.client().call(request);
  }

  /** See {@link ClientSource#loaded}. */
  boolean loaded(int messages) throws InterruptedException {
    return source.loaded(messages);
  }
}

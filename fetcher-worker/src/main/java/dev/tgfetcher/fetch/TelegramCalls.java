package dev.tgfetcher.fetch;

import dev.tgfetcher.telegram.TelegramException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one way to Telegram in this package: a blocking call through the gate. */
public final class TelegramCalls {
  private final ClientSource source;
  private final RequestGate gate;
  private int generation;

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
    return gate.pass(method, () -> source.client().call(request));
  }

  /** Sends a request whose answer nobody needs, also from an interrupted thread. */
  void send(ObjectNode request) {
    var unused = source.client().send(request);
  }

  /** Tells that a page was read; the client may then be replaced. */
  void loaded(int messages) throws InterruptedException {
    if (source.loaded(messages)) {
      generation++;
    }
  }

  /** Has the client replaced by one that remembers no messages, where that can be done. */
  void renew() throws InterruptedException {
    if (source.renew()) {
      generation++;
    }
  }

  /** How often the client was replaced. */
  int generation() {
    return generation;
  }
}

package dev.tgfetcher.telegram.tdjson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands in for {@code libtdjson}. The receiver gets the messages in {@link #outgoing}. */
final class ScriptedTdJson implements TdJson {
  final BlockingQueue<ObjectNode> received = new LinkedBlockingQueue<>();
  final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
  private final AtomicInteger clients = new AtomicInteger();
  private final Function<ObjectNode, @Nullable String> answer;

  /**
   * @param answer to a request, without {@code @extra} and {@code @client_id}; null for silence
   */
  ScriptedTdJson(Function<ObjectNode, @Nullable String> answer) {
    this.answer = answer;
  }

  @Override
  public int createClientId() {
    return clients.incrementAndGet();
  }

  @Override
  public void send(int clientId, byte[] request) {
    ObjectNode parsed = (ObjectNode) JsonMapper.shared().readTree(request);
    received.add(parsed);
    String text = answer.apply(parsed);
    if (text != null) {
      answer(clientId, parsed, text);
    }
  }

  void answer(int clientId, ObjectNode request, String text) {
    ObjectNode message = (ObjectNode) JsonMapper.shared().readTree(text);
    message.set("@extra", request.get("@extra"));
    outgoing.add(message.put("@client_id", clientId).toString());
  }

  void update(int clientId, String text) {
    ObjectNode message = (ObjectNode) JsonMapper.shared().readTree(text);
    outgoing.add(message.put("@client_id", clientId).toString());
  }

  @Override
  public byte @Nullable [] receive(double timeoutSeconds) {
    try {
      String message = outgoing.poll((long) (timeoutSeconds * 1000), TimeUnit.MILLISECONDS);
      return message == null ? null : message.getBytes(UTF_8);
    } catch (InterruptedException e) {
      throw new AssertionError("the receiver was interrupted", e);
    }
  }

  @Override
  public void logTo(int maxVerbosity, LogSink sink) {}

  @Override
  public byte[] execute(byte[] request) {
    return "{\"@type\":\"ok\"}".getBytes(UTF_8);
  }
}

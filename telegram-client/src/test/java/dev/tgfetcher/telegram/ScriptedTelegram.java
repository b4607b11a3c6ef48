package dev.tgfetcher.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client that answers at once, by request type, and records its requests. */
public final class ScriptedTelegram implements TelegramClient {
  private final Map<String, Function<ObjectNode, JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Sets the answer to requests of a type; the function may throw a {@link TelegramException}. */
  public ScriptedTelegram on(String type, Function<ObjectNode, JsonNode> answer) {
    answers.put(type, answer);
    return this;
  }

  public ScriptedTelegram on(String type, String answer) {
    return on(type, request -> JsonMapper.shared().readTree(answer));
  }

  public ScriptedTelegram refuse(String type, int code, String message) {
    return on(
        type,
        request -> {
          throw new TelegramException(TelegramError.of(code, message));
        });
  }

  public void emit(String update) {
    JsonNode parsed = JsonMapper.shared().readTree(update);
    listeners.forEach(listener -> listener.accept(parsed));
  }

  public List<ObjectNode> requests(String type) {
    List<ObjectNode> found = new ArrayList<>(requests);
    found.removeIf(request -> !request.path("@type").asString().equals(type));
    return found;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public CompletableFuture<JsonNode> send(ObjectNode request) {
    requests.add(request.deepCopy());
    String type = request.path("@type").asString();
    Function<ObjectNode, JsonNode> answer = answers.get(type);
    try {
      if (answer == null) {
        throw new TelegramException(TelegramError.of(400, "no answer is scripted for " + type));
      }
      return CompletableFuture.completedFuture(answer.apply(request));
    } catch (TelegramException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    closed = true;
  }
}

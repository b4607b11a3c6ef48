package dev.tgfetcher.telegram.tdobject;

import dev.tgfetcher.telegram.tdjson.TdJson;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * TDLib's JSON interface over its native client:
 *
 * <ol>
 *   <li>a request becomes an object, and its {@code @extra} is kept under the request's id;
 *   <li>an answer or update becomes JSON, with {@code @extra} and {@code @client_id};
 *   <li>a request that the classes do not have is answered by error 400, as TDLib answers it.
 * </ol>
 */
public final class ObjectTdJson implements TdJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BAD_REQUEST = 400;

  private final NativeObjects natives;
  private final ObjectTypes types;
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final AtomicLong lastRequest = new AtomicLong();
  private final Map<Long, JsonNode> extras = new ConcurrentHashMap<>();
  private final Queue<ObjectNode> refusals = new ConcurrentLinkedQueue<>();

  /** Only the receiving thread uses it. */
  private final Queue<ReceivedObject> received = new ArrayDeque<>();

  /**
   * Creates the interface.
   *
   * @param outer the class in which the generated classes are nested
   */
  public ObjectTdJson(Class<?> outer, NativeObjects natives) {
    this.natives = natives;
    this.types = new ObjectTypes(outer);
    this.reader = new ObjectReader(types);
    this.writer = new ObjectWriter(types);
  }

  @Override
  public int createClientId() {
    return natives.create();
  }

  @Override
  public void send(int clientId, byte[] request) {
    JsonNode json = JSON.readTree(request);
    JsonNode extra = json.get("@extra");
    Object function;
    try {
      function = function(json);
    } catch (ObjectMappingException e) {
      refusals.add(message(error(e), clientId, extra));
      return;
    }
    long id = lastRequest.incrementAndGet();
    if (extra != null) {
      extras.put(id, extra);
    }
    natives.send(clientId, id, function);
  }

  @Override
  public byte @Nullable [] receive(double timeoutSeconds) {
    ObjectNode refusal = refusals.poll();
    if (refusal != null) {
      return JSON.writeValueAsBytes(refusal);
    }
    if (received.isEmpty()) {
      received.addAll(natives.receive(timeoutSeconds));
    }
    ReceivedObject next = received.poll();
    return next == null ? null : JSON.writeValueAsBytes(message(next));
  }

  @Override
  public byte[] execute(byte[] request) {
    ObjectNode answer;
    try {
      answer = writer.write(natives.execute(function(JSON.readTree(request))));
    } catch (ObjectMappingException e) {
      answer = error(e);
    }
    return JSON.writeValueAsBytes(answer);
  }

  @Override
  public void logTo(int maxVerbosity, LogSink sink) {
    natives.logTo(maxVerbosity, sink);
  }

  private Object function(JsonNode json) {
    Object function = reader.read(json);
    if (!types.isFunction(function)) {
      throw new ObjectMappingException(json.path("@type").asString() + " is no function");
    }
    return function;
  }

  private ObjectNode message(ReceivedObject next) {
    JsonNode extra = next.requestId() == 0 ? null : extras.remove(next.requestId());
    return message(writer.write(next.object()), next.clientId(), extra);
  }

  private static ObjectNode message(ObjectNode json, int clientId, @Nullable JsonNode extra) {
    if (extra != null) {
      json.set("@extra", extra);
    }
    return json.put("@client_id", clientId);
  }

  private static ObjectNode error(ObjectMappingException refusal) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("@type", "error")
        .put("code", BAD_REQUEST)
        .put("message", refusal.getMessage());
  }
}

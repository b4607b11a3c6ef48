package dev.tgfetcher.chaos;

import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisMonitor;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** A Redis that a test can break. Tests read it over a separate connection. */
public final class ChaosRedis implements AutoCloseable {
  /** Remembers pushed payloads, so that a retried push does not push twice. */
  private static final String PUSH_ONCE =
      "if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then redis.call('RPUSH', KEYS[1], ARGV[1]) end";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final RedisServerProcess server;
  private final TcpProxy proxy;
  private final RedisConnection connection;
  private final RedisKeys keys = RedisKeys.DEFAULT;

  public ChaosRedis(Path directory) {
    server = RedisServerProcess.start(directory);
    proxy = TcpProxy.to(server.port());
    connection = RedisConnection.open(RedisAddress.parse(server.url()), 1);
  }

  /** The URL for workers, which leads through the proxy. */
  public String url() {
    return "redis://127.0.0.1:" + proxy.port();
  }

  TcpProxy proxy() {
    return proxy;
  }

  synchronized void kill() {
    server.kill();
  }

  /** Does nothing if Redis runs already: two faults may overlap. */
  synchronized void start() {
    if (!server.isAlive()) {
      server.start();
    }
  }

  RedisMonitor monitor() throws IOException {
    return new RedisMonitor(server.port());
  }

  /** Returns a counter of a command, or null. */
  String counter(String payload, String field) {
    Payload bytes = Payload.of(payload.getBytes(StandardCharsets.UTF_8));
    return redis()
        .<String, String>getMap(keys.meta(bytes.sha256()), StringCodec.INSTANCE)
        .get(field);
  }

  /** Whether Redis responds to workers now. */
  boolean servesWorkers() {
    return RedisServerProcess.answersAt(proxy.port());
  }

  /** Redis does not respond for this time. */
  void stall(long millis) {
    String command = "DEBUG SLEEP " + millis / 1000.0 + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException down) {
      // Redis is down already.
    }
  }

  public void push(String payload) {
    List<Object> names = List.of(keys.pending(), "chaos:pushed");
    retrying(
        () ->
            redis()
                .getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, PUSH_ONCE, RScript.ReturnType.LONG, names, payload));
  }

  void pushBytes(byte[] payload) {
    redis().getList(keys.pending(), ByteArrayCodec.INSTANCE).add(payload);
  }

  /** The ids of workers with a heartbeat; empty while Redis is away. */
  public Set<String> living() {
    try {
      return new WorkerRegistry(connection, keys).living().keySet();
    } catch (RedisException away) {
      return Set.of();
    }
  }

  List<String> leasedBy(String worker) {
    return list(keys.processing(worker));
  }

  public List<String> pending() {
    return list(keys.pending());
  }

  List<String> deadLetters() {
    return retrying(() -> list(keys.failed()));
  }

  List<String> delayed() {
    return List.copyOf(
        redis().<String>getScoredSortedSet(keys.delayed(), StringCodec.INSTANCE).readAll());
  }

  /** The payloads in flight at all workers. */
  List<String> inFlight() {
    List<String> inFlight = new ArrayList<>();
    new WorkerRegistry(connection, keys)
        .withCommands()
        .forEach(worker -> inFlight.addAll(leasedBy(worker)));
    return inFlight;
  }

  List<String> events() {
    return retrying(
        () ->
            redis()
                .<String, String>getStream(keys.eventStream(), StringCodec.INSTANCE)
                .read(StreamReadArgs.greaterThan(StreamMessageId.ALL).count(100_000))
                .values()
                .stream()
                .map(fields -> fields.get("event"))
                .toList());
  }

  private List<String> list(String key) {
    return redis().<String>getList(key, StringCodec.INSTANCE).readAll();
  }

  private RedissonClient redis() {
    return connection.commands();
  }

  /** Repeats an action until Redis responds. */
  private static <T> T retrying(Supplier<T> action) {
    List<T> result = new ArrayList<>();
    Awaitility.await()
        .atMost(TIMEOUT)
        .ignoreExceptionsInstanceOf(RedisException.class)
        .until(() -> result.add(action.get()));
    return result.get(0);
  }

  @Override
  public void close() {
    connection.close();
    proxy.close();
    server.close();
  }
}

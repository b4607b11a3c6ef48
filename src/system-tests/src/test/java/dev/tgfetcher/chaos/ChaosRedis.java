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

/** A Redis that the driver breaks and, by a connection of its own, looks into. */
public final class ChaosRedis implements AutoCloseable {
  /** Marks what was pushed, so that a push that is tried again does not push twice. */
  private static final String PUSH =
      "if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then redis.call('RPUSH', KEYS[1], ARGV[1]) end";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RedisServerProcess server;
  private final TcpProxy proxy;
  private final RedisConnection connection;
  private final RedisKeys keys = RedisKeys.DEFAULT;

  public ChaosRedis(Path directory) {
    server = RedisServerProcess.start(directory);
    proxy = TcpProxy.to(server.port());
    connection = RedisConnection.open(RedisAddress.parse(server.url()), 1);
  }

  /** What workers are told. */
  public String url() {
    return "redis://127.0.0.1:" + proxy.port();
  }

  TcpProxy proxy() {
    return proxy;
  }

  synchronized void kill() {
    server.kill();
  }

  /** Unless it runs: two blows may end at different times. */
  synchronized void start() {
    if (!server.isAlive()) {
      server.start();
    }
  }

  RedisMonitor monitor() throws IOException {
    return new RedisMonitor(server.port());
  }

  /** A counter of a command, or null. */
  String counter(String payload, String field) {
    Payload bytes = Payload.of(payload.getBytes(StandardCharsets.UTF_8));
    return redis()
        .<String, String>getMap(keys.meta(bytes.sha256()), StringCodec.INSTANCE)
        .get(field);
  }

  /** Whether a worker that asks now has an answer. */
  boolean servesWorkers() {
    return RedisServerProcess.answersAt(proxy.port());
  }

  /** Redis answers nobody for so long. */
  void stall(long millis) {
    String command = "DEBUG SLEEP " + millis / 1000.0 + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException down) {
      // It is down already, which is worse.
    }
  }

  public void push(String payload) {
    List<Object> names = List.of(keys.pending(), "chaos:pushed");
    retrying(
        () ->
            redis()
                .getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, PUSH, RScript.ReturnType.LONG, names, payload));
  }

  void pushBytes(byte[] payload) {
    redis().getList(keys.pending(), ByteArrayCodec.INSTANCE).add(payload);
  }

  /** Workers that have a heartbeat; none while Redis is away. */
  public Set<String> living() {
    try {
      return new WorkerRegistry(connection, keys).living().keySet();
    } catch (RedisException away) {
      return Set.of();
    }
  }

  List<String> heldBy(String worker) {
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

  /** Everything that is held by any worker. */
  List<String> held() {
    List<String> held = new ArrayList<>();
    new WorkerRegistry(connection, keys).holders().forEach(worker -> held.addAll(heldBy(worker)));
    return held;
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

  /** However long Redis is away. */
  private static <T> T retrying(Supplier<T> action) {
    List<T> answer = new ArrayList<>();
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(RedisException.class)
        .until(() -> answer.add(action.get()));
    return answer.get(0);
  }

  @Override
  public void close() {
    connection.close();
    proxy.close();
    server.close();
  }
}

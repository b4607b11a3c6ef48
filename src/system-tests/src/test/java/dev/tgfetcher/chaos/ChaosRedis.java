package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.history.AppendOnlyFile;
import dev.tgfetcher.chaos.history.FleetHistory;
import dev.tgfetcher.chaos.history.Moment;
import dev.tgfetcher.chaos.history.Pushed;
import dev.tgfetcher.chaos.history.RecordedHistory;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
  /** Remembers pushes with their times, so that a retried push does not push twice. */
  private static final String PUSH_ONCE =
      """
      local time = redis.call('TIME')
      local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
      if redis.call('ZADD', KEYS[2], 'NX', now, ARGV[2]) == 1 then
        redis.call('RPUSH', KEYS[1], ARGV[1])
      end
      return redis.call('ZSCORE', KEYS[2], ARGV[2])
      """;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path directory;
  private final List<Pushed> acknowledged = new CopyOnWriteArrayList<>();
  private final RedisServerProcess server;
  private final TcpProxy proxy;
  private final RedisConnection connection;
  private final RedisKeys keys = RedisKeys.DEFAULT;

  /** Starts a Redis that syncs its file at every command. */
  public ChaosRedis(Path directory) {
    this(directory, Map.of(), "always");
  }

  /**
   * Starts a Redis that never rewrites its append-only file, so that the file is its history.
   *
   * @param environment additional environment variables of its process
   * @param sync {@code always} or {@code everysec}
   */
  ChaosRedis(Path directory, Map<String, String> environment, String sync) {
    this.directory = directory;
    server =
        RedisServerProcess.start(
            environment, directory, "--appendfsync", sync, "--auto-aof-rewrite-percentage", "0");
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

  /** Sends SIGSTOP. */
  synchronized void pause() {
    server.pause();
  }

  /** Sends SIGCONT, also to a Redis that was started since. */
  synchronized void resume() {
    server.resume();
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
    List<Object> names = List.of(keys.pending(), RecordedHistory.PUSHED);
    String id = UUID.randomUUID().toString();
    String millis =
        retrying(
            () ->
                redis()
                    .getScript(StringCodec.INSTANCE)
                    .eval(
                        RScript.Mode.READ_WRITE,
                        PUSH_ONCE,
                        RScript.ReturnType.VALUE,
                        names,
                        payload,
                        id));
    Instant at = Instant.ofEpochMilli(Long.parseLong(millis));
    acknowledged.add(new Pushed(new Moment(acknowledged.size(), at), payload));
  }

  /** The acknowledged pushes, in order. */
  List<Pushed> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The history of the queue, as Redis has recorded it. */
  FleetHistory.Recorded history() throws IOException {
    return RecordedHistory.read(Files.readAllBytes(AppendOnlyFile.in(directory)), keys);
  }

  void removeHeartbeat(String worker) {
    redis().getKeys().delete(keys.worker(worker));
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

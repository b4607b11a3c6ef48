package dev.tgfetcher.soak;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.SentinelServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.redisson.api.RScript;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.codec.StringCodec;

/** Redis behind Sentinel, as a test breaks it and looks at it. */
final class SoakRedis implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final int EVENTS = 10_000;

  /** As {@code RedisDayLocks} sets it. */
  private static final Duration TOKENS_LIVE = Duration.ofDays(7);

  /**
   * Deletes the keys with an expiry that nothing has used for ARGV[1] seconds, as if their time had
   * come. Redis shares small numbers between keys, with the time of their use, so tokens of locks
   * are as old as their expiry of ARGV[2] seconds, which each use renews. Returns all other keys,
   * each with its number of elements. That of a key with an expiry is 1: to ask for it would be a
   * use.
   */
  private static final String AGE_AND_COUNT =
      """
      local sizes = { list = 'LLEN', hash = 'HLEN', zset = 'ZCARD', set = 'SCARD' }
      local found, cursor = {}, '0'
      repeat
        local reply = redis.call('SCAN', cursor, 'COUNT', 1000)
        cursor = reply[1]
        for _, key in ipairs(reply[2]) do
          local left = redis.call('PTTL', key)
          local expires = left > 0
          local idle = redis.call('OBJECT', 'IDLETIME', key)
          if string.find(key, 'redisson_lock_token', 1, true) then
            idle = ARGV[2] - left / 1000
          end
          if expires and idle >= tonumber(ARGV[1]) then
            redis.call('DEL', key)
          else
            local size = sizes[redis.call('TYPE', key).ok]
            table.insert(found, key)
            table.insert(found, tostring(not expires and size and redis.call(size, key) or 1))
          end
        end
      until cursor == '0'
      return found
      """;

  /** What makes two keys of one kind different: ids, hashes, chats, dates, accounts. */
  private static final Pattern OWN_PART =
      Pattern.compile(
          "(?<=:result:).+|(?<=:)(?:[0-9a-f]{64}|soak-\\d|-?\\d{5,}|[a-z_]+_(?:club|channel|talk)[^:}]*)"
              + "|\\d{4}-\\d\\d-\\d\\d|session-\\d");

  private final SentinelServers servers;
  private final RedisConnection connection;
  private final RedisKeys keys = RedisKeys.DEFAULT;
  private StreamMessageId lastEvent = StreamMessageId.ALL;

  SoakRedis(Path folder) throws IOException {
    servers = SentinelServers.start(Files.createDirectories(folder));
    connection =
        Awaitility.await()
            .atMost(START_TIMEOUT)
            .ignoreExceptions()
            .until(() -> RedisConnection.open(RedisAddress.parse(servers.url()), 1), c -> true);
  }

  String url() {
    return servers.url();
  }

  /** Whether the primary writes a key now. */
  boolean acceptsWrites() {
    try {
      return servers.primary().ask("SET soak:observer 1", 1).equals("+OK");
    } catch (IOException | IllegalStateException away) {
      return false;
    }
  }

  /** Kills the primary, as a failed machine does. */
  RedisServerProcess killPrimary() throws IOException {
    RedisServerProcess primary = servers.primary();
    primary.kill();
    return primary;
  }

  /** No server answers until {@link #resume}. */
  void pause() {
    servers.servers().forEach(RedisServerProcess::pause);
  }

  void resume() {
    servers.servers().forEach(RedisServerProcess::resume);
  }

  /** Every server refuses writes until {@link #acceptWrites}. */
  void refuseWrites() {
    servers.servers().forEach(server -> server.send("CONFIG SET min-replicas-to-write 5"));
  }

  void acceptWrites() {
    servers.servers().forEach(server -> server.send("CONFIG SET min-replicas-to-write 0"));
  }

  /**
   * Pushes a command.
   *
   * @return false if no replica has it, too: a failover loses what only the primary has
   */
  boolean push(String payload) throws IOException {
    String replies =
        servers.primary().ask("RPUSH %s '%s'\r\nWAIT 1 2000".formatted(keys.pending(), payload), 2);
    return replies.matches(":\\d+\n:[1-9]");
  }

  /** The events since the last call. */
  List<Event> newEvents() {
    Map<StreamMessageId, Map<String, String>> events =
        connection
            .commands()
            .<String, String>getStream(keys.eventStream(), StringCodec.INSTANCE)
            .read(StreamReadArgs.greaterThan(lastEvent).count(EVENTS));
    events.keySet().forEach(id -> lastEvent = id);
    return events.values().stream()
        .map(fields -> Event.parse(fields.get("event")))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The {@code host:port} of a worker's HTTP server; null before its first heartbeat. */
  String httpAddress(String worker) {
    return connection
        .commands()
        .<String, String>getMap(keys.worker(worker), StringCodec.INSTANCE)
        .get("http");
  }

  /**
   * Lets idle keys expire, and counts the others by kind: keys with an expiry, and the elements of
   * those without one. Streams count as one: they are trimmed at a length that takes days.
   *
   * @param idle how long nothing has used a key
   */
  Map<String, Long> ageAndCount(Duration idle) {
    List<String> found =
        connection
            .commands()
            .getScript(StringCodec.INSTANCE)
            .eval(
                RScript.Mode.READ_WRITE,
                AGE_AND_COUNT,
                RScript.ReturnType.LIST,
                List.of(),
                String.valueOf(idle.toSeconds()),
                String.valueOf(TOKENS_LIVE.toSeconds()));
    Map<String, Long> kinds = new TreeMap<>();
    for (int i = 0; i < found.size(); i += 2) {
      String kind = OWN_PART.matcher(found.get(i)).replaceAll("*");
      kinds.merge(kind, Long.parseLong(found.get(i + 1)), Long::sum);
    }
    return kinds;
  }

  /** Leaves keys without an expiry, as a bug might. */
  void leak(int look) {
    for (int i = 0; i < 30; i++) {
      connection
          .commands()
          .getBucket("tg_leak:" + look + "00000" + i, StringCodec.INSTANCE)
          .set("leaked");
    }
  }

  @Override
  public void close() {
    connection.close();
    servers.close();
  }
}

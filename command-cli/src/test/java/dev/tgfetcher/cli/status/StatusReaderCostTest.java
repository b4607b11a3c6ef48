package dev.tgfetcher.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisMonitor;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/** The cost of a look at the fleet for a reader that looks often. */
@ExtendWith(RedisServerExtension.class)
class StatusReaderCostTest {
  private static final int MOST = 20;

  @Test
  void no_look_after_the_first_needs_more_than_twenty_round_trips(TestRedis redis)
      throws IOException {
    RedisConnection connection = redis.connection();
    RedisKeys keys = redis.keys();
    fill(connection, keys);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-11-08T10:30:00Z"));
    StatusReader reader =
        new StatusReader(
            connection,
            keys,
            new WorkerRegistry(connection, keys),
            now::get,
            Duration.ofSeconds(10));
    FleetStatus first = reader.read();
    List<Long> costs = new ArrayList<>();

    try (RedisMonitor monitor = new RedisMonitor(URI.create(redis.url()).getPort())) {
      for (int look = 0; look < 12; look++) {
        now.updateAndGet(time -> time.plusSeconds(2));
        long before = roundTrips(monitor);
        reader.read();
        costs.add(roundTrips(monitor) - before);
      }
    }

    assertThat(first.workers()).hasSize(100);
    assertThat(first.deadLettersCounted()).isEqualTo(10_000);
    assertThat(costs).allSatisfy(cost -> assertThat(cost).isBetween(1L, (long) MOST));
  }

  /** The heartbeats of the fleet are asked for in one trip. */
  private static long roundTrips(RedisMonitor monitor) throws IOException {
    monitor.awaitRecorded();
    long heartbeats = monitor.roundTrips("HGETALL");
    long others = monitor.roundTrips("PING") + monitor.roundTrips("ECHO") + heartbeats;
    return monitor.roundTrips("") - others + heartbeats / 100;
  }

  private static void fill(RedisConnection connection, RedisKeys keys) {
    WorkerRegistry workers = new WorkerRegistry(connection, keys);
    for (int i = 0; i < 100; i++) {
      workers.recordHeartbeat("w" + i, "n" + i, Duration.ofMinutes(5), Map.of("session", "s" + i));
    }
    String letter =
        DeadLetterFixture.letter(
                DeadLetterFixture.payload("@ru_python"), ErrorType.NETWORK, Instant.now())
            .toJson();
    addAll(connection, keys.failed(), letter, 12_000);
    addAll(connection, keys.pending(), DeadLetterFixture.payload("@ru_python"), 100_000);
  }

  private static void addAll(RedisConnection connection, String key, String element, int count) {
    RList<String> list = connection.commands().getList(key, StringCodec.INSTANCE);
    for (int i = 0; i < count; i += 4_000) {
      list.addAll(Collections.nCopies(Math.min(4_000, count - i), element));
    }
  }
}

package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.queue.KeyTypes;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.redisson.client.RedisException;

/** Checks the rights in Redis, its latency, and that no other program uses the queue's names. */
final class QueueCheck {
  private static final String LATENCY = "redis latency";
  private static final String NAMES = "queue names";
  private static final int ROUNDS = 5;
  private static final Duration SLOW = Duration.ofMillis(50);

  private QueueCheck() {}

  /** Incomplete while Redis is away; another check reports that. */
  static List<CheckResult> of(Supplier<RedisConnection> connect, Supplier<RedisKeys> keys) {
    List<CheckResult> results = new ArrayList<>();
    try (RedisConnection redis = connect.get()) {
      results.add(RightsCheck.of(redis, keys.get()));
      results.add(ofLatency(median(redis)));
      results.add(ofNames(redis, keys.get()));
    } catch (ConfigException e) {
      results.add(
          CheckResult.failed(
              NAMES,
              String.valueOf(e.getMessage()),
              "choose others in COMMANDS_QUEUE and EVENTS_CHANNEL"));
    } catch (RedisUnreachableException | RedisException away) {
      // RedisCheck has the reason.
    }
    return results;
  }

  /** The median round trip of a script; the first one loads the script and does not count. */
  private static Duration median(RedisConnection redis) {
    List<Duration> trips = new ArrayList<>();
    for (int i = 0; i <= ROUNDS; i++) {
      long start = System.nanoTime();
      Instant unused = RedisTime.now(redis);
      trips.add(Duration.ofNanos(System.nanoTime() - start));
    }
    List<Duration> sorted = trips.subList(1, trips.size()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  static CheckResult ofLatency(Duration roundTrip) {
    String detail = String.format(Locale.ROOT, "%.1f ms a round trip", roundTrip.toNanos() / 1e6);
    return roundTrip.compareTo(SLOW) <= 0
        ? CheckResult.passed(LATENCY, detail)
        : CheckResult.warned(
            LATENCY, detail, "run Redis nearer: each page of a chat takes a round trip");
  }

  private static CheckResult ofNames(RedisConnection redis, RedisKeys keys) {
    List<KeyTypes.WrongType> wrong = new KeyTypes(redis, keys).wrong();
    if (!wrong.isEmpty()) {
      return CheckResult.failed(
          NAMES,
          wrong.stream().map(KeyTypes.WrongType::message).collect(Collectors.joining(", ")),
          RedisFault.WRONG_TYPE.remedy());
    }
    return CheckResult.passed(NAMES, keys.pending() + ", " + keys.events());
  }
}

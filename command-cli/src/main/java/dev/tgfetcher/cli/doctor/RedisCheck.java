package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.cli.redis.RedisFailure;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.redisson.api.RScript;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Checks that Redis answers, is new enough, has the right time, and is durable. */
final class RedisCheck {
  private static final String CHECK = "redis";
  private static final String CLOCK = "clock";
  private static final int[] OLDEST = {6, 2};
  private static final Duration MOST_APART = Duration.ofSeconds(5);
  private static final String VERSION =
      "return string.match(redis.call('INFO', 'server'), 'redis_version:([%d.]+)')";

  private RedisCheck() {}

  static List<CheckResult> of(Supplier<RedisConnection> connect, InstantSource clock) {
    try (RedisConnection redis = connect.get()) {
      String version =
          redis
              .commands()
              .getScript(StringCodec.INSTANCE)
              .eval(RScript.Mode.READ_ONLY, VERSION, RScript.ReturnType.STRING);
      Duration apart = Duration.between(clock.instant(), RedisTime.now(redis)).abs();
      List<CheckResult> results = new ArrayList<>();
      results.add(ofVersion(redis.address().toString(), version));
      results.add(ofClock(apart));
      results.addAll(RedisSettings.check(redis));
      return results;
    } catch (RedisUnreachableException e) {
      return List.of(CheckResult.failed(CHECK, e.problem(), e.fault().remedy()));
    } catch (RedisException e) {
      return List.of(CheckResult.failed(CHECK, RedisFailure.message(e), RedisFault.of(e).remedy()));
    } catch (ConfigException e) {
      return List.of(
          CheckResult.failed(CHECK, String.valueOf(e.getMessage()), "correct REDIS_URL"));
    }
  }

  static CheckResult ofVersion(String address, String version) {
    int[] numbers =
        Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).limit(2).toArray();
    String detail = version + " at " + address;
    return Arrays.compare(numbers, OLDEST) >= 0
        ? CheckResult.passed(CHECK, detail)
        : CheckResult.failed(
            CHECK,
            detail + " has no BLMOVE",
            "use Redis 6.2 or later, or QUEUE_DELIVERY=at-most-once, which can lose commands");
  }

  static CheckResult ofClock(Duration apart) {
    String detail = apart.toMillis() + " ms apart from Redis";
    return apart.compareTo(MOST_APART) <= 0
        ? CheckResult.passed(CLOCK, detail)
        : CheckResult.warned(CLOCK, detail, "synchronise this machine and that of Redis by NTP");
  }
}

package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.Pauses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.redisson.client.RedisException;

/** Checks that the living workers are healthy, and that nothing keeps them from their commands. */
final class FleetCheck {
  private static final String HEALTH = "workers";
  private static final String FROZEN = "accounts";
  private static final String PAUSED = "pauses";
  private static final String UP = "up";

  private FleetCheck() {}

  /** Empty while Redis is away, or refuses; other checks report that. */
  static List<CheckResult> of(Supplier<RedisConnection> connect, Supplier<RedisKeys> keys) {
    try (RedisConnection redis = connect.get()) {
      List<CheckResult> results = new ArrayList<>();
      Map<String, Map<String, String>> workers = new WorkerRegistry(redis, keys.get()).living();
      results.add(ofHealth(workers));
      results.add(ofAccounts(workers));
      results.add(ofPauses(new Pauses(redis, keys.get()).read().pauses()));
      results.add(StrayCommandsCheck.of(redis, keys.get()));
      return results;
    } catch (ConfigException | RedisUnreachableException | RedisException reported) {
      return List.of();
    }
  }

  static CheckResult ofHealth(Map<String, Map<String, String>> workers) {
    if (workers.isEmpty()) {
      return CheckResult.passed(HEALTH, "none lives");
    }
    String sick =
        workers.entrySet().stream()
            .filter(one -> !one.getValue().getOrDefault("health", UP).equals(UP))
            .map(
                one ->
                    one.getKey()
                        + ": "
                        + one.getValue().get("health")
                        + one.getValue()
                            .getOrDefault("http", "")
                            .replaceFirst("^(.)", ", see http://$1"))
            .collect(Collectors.joining("; "));
    return sick.isEmpty()
        ? CheckResult.passed(HEALTH, workers.size() + " healthy")
        : CheckResult.failed(HEALTH, sick, "see runbooks/TgFetcherWorkerStuck.md");
  }

  private static CheckResult ofAccounts(Map<String, Map<String, String>> workers) {
    String frozen =
        workers.entrySet().stream()
            .filter(one -> !one.getValue().getOrDefault("frozen", "[]").equals("[]"))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return frozen.isEmpty()
        ? CheckResult.passed(FROZEN, "none is frozen")
        : CheckResult.warned(
            FROZEN,
            "frozen accounts of " + frozen,
            "see 'tg-fetcher status' and runbooks/TgFetcherAccountFrozen.md");
  }

  private static CheckResult ofPauses(List<Pause> pauses) {
    return pauses.isEmpty()
        ? CheckResult.passed(PAUSED, "none")
        : CheckResult.warned(
            PAUSED,
            pauses.stream().map(Pause::text).collect(Collectors.joining("; ")),
            "'tg-fetcher queue resume' ends them");
  }
}

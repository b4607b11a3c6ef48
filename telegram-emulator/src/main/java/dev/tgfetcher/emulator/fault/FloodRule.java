package dev.tgfetcher.emulator.fault;

import dev.tgfetcher.emulator.world.Account;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The limit of one method, with a token bucket for each account. */
public final class FloodRule {
  private final InstantSource clock;
  private final Map<String, FloodBucket> buckets = new ConcurrentHashMap<>();
  private volatile FloodLimit limit;

  FloodRule(FloodLimit limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Changes the limit of every account; the buckets keep their tokens. */
  public void changeLimit(FloodLimit newLimit) {
    limit = newLimit;
    buckets.values().forEach(bucket -> bucket.changeLimit(newLimit));
  }

  public FloodBucket bucketOf(Account account) {
    return bucketOf(account.phone());
  }

  public long granted() {
    return sum(FloodBucket::granted);
  }

  public long refused() {
    return sum(FloodBucket::refused);
  }

  Stream<String> counts(String method) {
    return buckets.entrySet().stream()
        .map(
            bucket ->
                "%s %s %d %d"
                    .formatted(
                        bucket.getKey(),
                        method,
                        bucket.getValue().granted(),
                        bucket.getValue().refused()));
  }

  FloodBucket bucketOf(String phone) {
    return buckets.computeIfAbsent(phone, account -> new FloodBucket(limit, clock));
  }

  private long sum(ToLongFunction<FloodBucket> counter) {
    return buckets.values().stream().mapToLong(counter).sum();
  }
}

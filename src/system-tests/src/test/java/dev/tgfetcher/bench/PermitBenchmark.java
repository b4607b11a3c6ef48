package dev.tgfetcher.bench;

import dev.tgfetcher.limit.BackgroundTasks;
import dev.tgfetcher.limit.HoldNotices;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.Patience;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimitListener;
import dev.tgfetcher.limit.RateLimitedGate;
import dev.tgfetcher.limit.RateLimits;
import dev.tgfetcher.limit.RedisRateLimiter;
import dev.tgfetcher.limit.RequestGate.Call;
import dev.tgfetcher.limit.WakeableSleeper;
import dev.tgfetcher.limit.WireRequestCounter;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Measures the wait of a request for a permit that is free, in a series of requests. */
final class PermitBenchmark implements RateLimitListener {
  private static final int WARM_UPS = 500;
  private static final int SAMPLES = 2_000;

  /** The rate is so high that every permit is free. */
  private static final RateLimits FREE =
      RateLimits.all(Rate.parse("10000/s"), Duration.ofMinutes(5));

  /** The time of a short request to Telegram. */
  private static final Duration REQUEST = Duration.ofMillis(3);

  private final List<Double> waits = new ArrayList<>();

  private PermitBenchmark() {}

  static void run(Path folder, PrintStream out) throws InterruptedException {
    ExecutorService ahead = Executors.newSingleThreadExecutor();
    try (RedisServerProcess server = RedisServerProcess.start(folder, "--appendfsync", "everysec");
        RedisConnection redis = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      PermitBenchmark benchmark = new PermitBenchmark();
      Measurements millis = benchmark.measure(benchmark.gate(redis, BackgroundTasks.on(ahead)));
      out.printf("wait for a free permit, %,d requests of %d ms%n", SAMPLES, REQUEST.toMillis());
      out.printf("  median                    %8.2f ms%n", millis.median());
      out.printf("  p99                       %8.2f ms (goal: under 5)%n", millis.quantile(0.99));
    } finally {
      ahead.shutdownNow();
    }
  }

  private RateLimitedGate gate(RedisConnection redis, BackgroundTasks ahead) {
    RedisKeys keys = RedisKeys.DEFAULT;
    return new RateLimitedGate(
        new RedisRateLimiter(redis, keys, "1", () -> FREE, HoldNotices.subscribe(redis, keys)),
        new WakeableSleeper(),
        System::nanoTime,
        Patience.ENDLESS,
        this,
        new WireRequestCounter((method, wait) -> {}),
        ahead);
  }

  private Measurements measure(RateLimitedGate gate) throws InterruptedException {
    for (int i = 0; i < WARM_UPS + SAMPLES; i++) {
      JsonNode unused = gate.pass(Call.of(MethodClass.HISTORY, PermitBenchmark::request));
    }
    return Measurements.of(
        waits.subList(WARM_UPS, waits.size()).stream().mapToDouble(wait -> wait).toArray());
  }

  private static JsonNode request() {
    LockSupport.parkNanos(REQUEST.toNanos());
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void waited(MethodClass method, Duration wait) {
    waits.add(wait.toNanos() / 1e6);
  }
}

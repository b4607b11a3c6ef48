package dev.tgfetcher.bench;

import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/** Measures the latency of a command at an idle worker, from RPUSH to the lease. */
final class LatencyBenchmark {
  private static final int WARM_UPS = 500;
  private static final int SAMPLES = 2_000;
  private static final Duration POLL = Duration.ofSeconds(1);

  /** The time after which the worker waits in BLMOVE again. */
  private static final Duration PAUSE = Duration.ofMillis(3);

  private final CommandQueue queue;
  private final RList<String> pending;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  private LatencyBenchmark(RedisConnection redis) {
    this.queue =
        QueueFixtures.queue(
            redis,
            RedisKeys.DEFAULT,
            QueueFixtures.WORKER,
            QueueFixtures.unusedOutbox(QueueFixtures.WORKER));
    this.pending = redis.commands().getList(RedisKeys.DEFAULT.pending(), StringCodec.INSTANCE);
  }

  static void run(Path folder, PrintStream out) throws InterruptedException, ExecutionException {
    try (RedisServerProcess server = RedisServerProcess.start(folder, "--appendfsync", "everysec");
        RedisConnection redis = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      LatencyBenchmark benchmark = new LatencyBenchmark(redis);
      try {
        benchmark.measure(WARM_UPS);
        Measurements millis = benchmark.measure(SAMPLES);
        out.printf("RPUSH to lease, %,d commands%n", SAMPLES);
        out.printf("  median                    %8.2f ms (goal: under 5)%n", millis.median());
        out.printf("  p99                       %8.2f ms%n", millis.quantile(0.99));
      } finally {
        benchmark.worker.shutdownNow();
      }
    }
  }

  private Measurements measure(int count) throws InterruptedException, ExecutionException {
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      Future<Long> leased = worker.submit(this::leaseOne);
      LockSupport.parkNanos(PAUSE.toNanos());
      long pushed = System.nanoTime();
      pending.add(QueueFixtures.payload(i));
      millis[i] = (leased.get() - pushed) / 1e6;
    }
    return Measurements.of(millis);
  }

  /** Leases and completes a command. Returns the time of the lease in ns. */
  private long leaseOne() {
    Lease lease = queue.lease(POLL).orElseThrow();
    long leased = System.nanoTime();
    queue.complete(lease, List.of());
    return leased;
  }
}

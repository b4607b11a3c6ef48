package dev.tgfetcher.bench;

import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisMonitor;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.RedisUsage;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.DeadLetterWatch;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.QueueWatch;
import dev.tgfetcher.upkeep.Reaper;
import dev.tgfetcher.upkeep.RetryScheduler;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redisson.api.RBatch;
import org.redisson.client.codec.StringCodec;

/**
 * Measures the work of Redis for one round of each role of a worker, and for one command from its
 * lease to its end: CPU time and round trips, while workers, queued commands and chats grow.
 */
final class FleetCostBenchmark {
  private static final RedisKeys KEYS = RedisKeys.DEFAULT;
  private static final int ROUNDS = 200;
  private static final int BATCH = 5000;
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private record Size(int workers, int commands, int chats) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(10, 10, 100),
          new Size(1_000, 10, 100),
          new Size(10, 1_000_000, 100),
          new Size(10, 10, 100_000),
          new Size(1_000, 1_000_000, 100_000));

  private final TestRedis redis;
  private final int port;
  private final Size size;
  private final WorkerRegistry workers;
  private final Map<String, Runnable> rounds = new LinkedHashMap<>();

  private FleetCostBenchmark(TestRedis redis, Size size) {
    this.redis = redis;
    this.port = URI.create(redis.url()).getPort();
    this.size = size;
    this.workers = new WorkerRegistry(redis.connection(), KEYS);
  }

  static void run(Path folder, PrintStream out) throws IOException {
    out.println("| workers, commands, chats | round | Redis CPU | round trips |");
    out.println("|---|---|---|---|");
    for (Size size : SIZES) {
      try (RedisServerProcess server = RedisServerProcess.start(folder, "--appendonly", "no");
          TestRedis redis = new TestRedis(server.url(), KEYS.queue())) {
        FleetCostBenchmark benchmark = new FleetCostBenchmark(redis, size);
        benchmark.populate();
        benchmark.addRounds();
        benchmark.measureAll(out);
      }
    }
  }

  private void populate() {
    for (int first = 0; first < size.commands(); first += BATCH) {
      List<String> payloads = new ArrayList<>();
      for (int command = first; command < Math.min(size.commands(), first + BATCH); command++) {
        payloads.add(command(command % size.chats(), command));
      }
      boolean unused =
          redis
              .connection()
              .commands()
              .getList(KEYS.pending(), StringCodec.INSTANCE)
              .addAll(payloads);
    }
    for (int first = 0; first < size.chats(); first += BATCH) {
      RBatch batch = redis.connection().commands().createBatch();
      for (int chat = first; chat < Math.min(size.chats(), first + BATCH); chat++) {
        set(batch, KEYS.username("chat_" + chat));
        set(batch, KEYS.dedup("chat_" + chat, DAY));
        set(batch, KEYS.dayLockToken(KEYS.dayLock("-100" + chat, DAY)));
      }
      batch.execute();
    }
    for (int worker = 0; worker < size.workers(); worker++) {
      redis
          .connection()
          .commands()
          .getList(KEYS.processing("w" + worker), StringCodec.INSTANCE)
          .add(command(worker, -worker));
    }
  }

  private static void set(RBatch batch, String key) {
    var unused = batch.getBucket(key, StringCodec.INSTANCE).setAsync("1", Duration.ofHours(1));
  }

  private static String command(int chat, int number) {
    return "{\"command\":\"fetch\",\"chat\":\"@chat_%d\",\"date\":\"%s\",\"command_id\":\"c%d\",\"timestamp\":\"2025-11-08T10:30:00Z\"}"
        .formatted(chat, DAY, number);
  }

  private void beatAll() {
    for (int worker = 0; worker < size.workers(); worker++) {
      workers.recordHeartbeat("w" + worker, "nonce", Heartbeat.TTL, Map.of("host", "here"));
    }
  }

  private void addRounds() {
    RedisConnection connection = redis.connection();
    Heartbeat heartbeat = new Heartbeat(workers, "own", () -> Map.of("host", "here"), () -> {});
    heartbeat.begin();
    QueueCounter counter = new QueueCounter(connection, KEYS, workers, InstantSource.system());
    rounds.put("heartbeat", heartbeat::runOnce);
    rounds.put("reaper, of one worker in the fleet", reaper("own", KEYS.reaperLock())::runOnce);
    rounds.put("reaper, of the other workers", reaperWithoutLock()::runOnce);
    rounds.put(
        "retry-scheduler", new RetryScheduler(new DelayedCommands(connection, KEYS))::runOnce);
    rounds.put(
        "queue-watch, of one worker in the fleet",
        new QueueWatch(counter, connection.commands().getLock(KEYS.upkeepLock()), counts -> {})
            ::runOnce);
    rounds.put("dead-letter-watch", new DeadLetterWatch(counter, 1000)::runOnce);
    CommandQueue queue =
        QueueFixtures.queue(connection, KEYS, "own", QueueFixtures.unusedOutbox("own"));
    rounds.put("stranded-leases", QueueFixtures.strandedLeases(redis, queue)::runOnce);
    rounds.put("a command: push, lease and end", () -> runOne(queue));
  }

  private void runOne(CommandQueue queue) {
    boolean unused =
        redis
            .connection()
            .commands()
            .getList(KEYS.pending(), StringCodec.INSTANCE)
            .add(command(1, size.commands() + (int) (System.nanoTime() % 1_000_000_000)));
    Lease lease = queue.lease(Duration.ofSeconds(1)).orElseThrow();
    queue.complete(lease, List.of());
  }

  private Reaper reaper(String worker, String lock) {
    return new Reaper(
        workers,
        worker,
        redis.connection().commands().getLock(lock),
        QueueFixtures.reclaimer(redis));
  }

  /** Another thread owns the lock. */
  private Reaper reaperWithoutLock() {
    String name = KEYS.reaperLock() + ":other";
    Thread owner = new Thread(() -> redis.connection().commands().getLock(name).lock());
    owner.start();
    try {
      owner.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return reaper("other", name);
  }

  private void measureAll(PrintStream out) throws IOException {
    for (Map.Entry<String, Runnable> round : rounds.entrySet()) {
      beatAll();
      round.getValue().run();
      double before = RedisUsage.of(port).cpuMicros();
      for (int i = 0; i < ROUNDS; i++) {
        round.getValue().run();
      }
      double micros = (RedisUsage.of(port).cpuMicros() - before) / ROUNDS;
      out.printf(
          "| %,d, %,d, %,d | %s | %.0f µs | %.1f |%n",
          size.workers(),
          size.commands(),
          size.chats(),
          round.getKey(),
          micros,
          roundTrips(round.getValue()));
    }
  }

  private double roundTrips(Runnable round) throws IOException {
    int measured = 10;
    try (RedisMonitor monitor = new RedisMonitor(port)) {
      monitor.awaitRecorded();
      long before = monitor.roundTrips("");
      for (int i = 0; i < measured; i++) {
        round.run();
      }
      monitor.awaitRecorded();
      return (double) (monitor.roundTrips("") - before - 1) / measured;
    }
  }
}

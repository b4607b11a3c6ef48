package dev.tgfetcher.chaos;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.SentinelServers;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.redisson.client.codec.StringCodec;

/** A small fleet behind Sentinel. The Redis primary is killed while the fleet works. */
final class SentinelFailover implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final int COMMANDS = 1_500;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final String LEASED = "Command taken";

  private final SentinelServers servers;
  private final TestTelegram telegram;
  private final RedisConnection connection;
  private final List<ChaosWorkerProcess> workers = new ArrayList<>();

  SentinelFailover(Path folder) throws IOException, InterruptedException {
    ChaosWorld world = new ChaosWorld(WORKERS);
    servers = SentinelServers.start(Files.createDirectories(folder.resolve("sentinels")));
    telegram = TestTelegram.start(world.world(), folder.resolve("sentinel-sessions"));
    connection =
        Awaitility.await()
            .atMost(TIMEOUT)
            .ignoreExceptions()
            .until(() -> RedisConnection.open(RedisAddress.parse(servers.url()), 1), c -> true);
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("REDIS_URL", servers.url());
    environment.put("DATA_DIR", folder.resolve("sentinel-data").toString());
    for (int i = 0; i < WORKERS; i++) {
      telegram.logIn("session-" + i, world.accounts().get(i));
      workers.add(ChaosWorkerProcess.start("sentinel-worker-" + i, environment, folder));
    }
  }

  /** Kills the primary while commands run. Returns the longest time without a lease. */
  Duration longestGap() {
    push();
    await(() -> leaseTimes().size() > COMMANDS / 10);
    servers.killPrimary();
    int before = leaseTimes().size();
    await(() -> leaseTimes().size() > before + COMMANDS / 10);
    List<LocalTime> times = leaseTimes();
    return IntStream.range(1, times.size())
        .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private void push() {
    List<String> payloads = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String chat = ChaosWorld.CHATS.get(i % ChaosWorld.CHATS.size());
      payloads.add(
          "{\"command\":\"fetch\",\"chat\":\"@%s\",\"date\":\"%s\",\"command_id\":\"failover-%d\"}"
              .formatted(chat, ChaosWorld.FIRST_DAY.plusDays(i % ChaosWorld.DAYS), i));
    }
    connection
        .commands()
        .getList(RedisKeys.DEFAULT.pending(), StringCodec.INSTANCE)
        .addAll(payloads);
  }

  /** The times of all leases in the workers' logs; all workers share one clock. */
  private List<LocalTime> leaseTimes() {
    return workers.stream()
        .flatMap(worker -> worker.output().stream())
        .filter(line -> line.contains(LEASED))
        .map(line -> LocalTime.parse(line.substring(0, 12)))
        .sorted()
        .toList();
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(TIMEOUT).until(condition);
  }

  @Override
  public void close() {
    workers.forEach(ChaosWorkerProcess::kill);
    connection.close();
    telegram.close();
    servers.close();
  }
}

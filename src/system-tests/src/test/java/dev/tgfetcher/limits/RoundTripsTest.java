package dev.tgfetcher.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisMonitor;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts the round trips for permits for each request to Telegram while a worker reads a busy chat.
 */
class RoundTripsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final int MESSAGES = 6000;

  @TempDir Path folder;

  @Test
  void a_request_that_waits_costs_two_round_trips_at_most() throws Exception {
    assertThat(roundTripsEach("20/s", 1)).isLessThanOrEqualTo(2);
  }

  @Test
  void a_request_that_does_not_wait_costs_two_round_trips_at_most() throws Exception {
    assertThat(roundTripsEach("10000/s", 1)).isLessThanOrEqualTo(2);
  }

  @Test
  void a_request_by_ids_costs_two_round_trips_at_most() throws Exception {
    assertThat(roundTripsEach("20/s", 200)).isLessThanOrEqualTo(2);
  }

  /** Counts from the push to the event, without the upkeep of the worker, which time decides. */
  private double roundTripsEach(String rate, int idsPerRequest) throws Exception {
    World world =
        World.generated(
            1,
            new WorldSpec(
                1,
                List.of(GeneratedChat.supergroup("busy", "Busy", Timeline.days(DAY, MESSAGES)))));
    try (RedisServerProcess server = RedisServerProcess.start(folder, "--appendfsync", "everysec");
        TestRedis redis = new TestRedis(server.url(), "tg_commands");
        TestTelegram telegram = TestTelegram.start(world, folder.resolve("sessions"))) {
      telegram.logIn("main", world.accounts().iterator().next());
      WorkerRegistry fleet = new WorkerRegistry(redis.connection(), redis.keys());
      try (TestWorker worker =
          TestWorker.start(
              redis,
              telegram,
              folder,
              Map.of(
                  "RATE_LIMIT_HISTORY",
                  rate,
                  "RATE_LIMIT_MESSAGES",
                  rate,
                  "MESSAGES_PER_REQUEST",
                  String.valueOf(idsPerRequest)))) {
        await().atMost(LONG).until(() -> !fleet.living().isEmpty());
        QueueState queue = new QueueState(redis);
        Path file = folder.resolve("data/busy/" + DAY + ".json");
        try (RedisMonitor monitor = new RedisMonitor(server.port())) {
          long requests = telegram.emulator().requests().total();
          queue.push("{\"command\":\"fetch\",\"chat\":\"@busy\",\"date\":\"" + DAY + "\"}");
          await().atMost(LONG).until(() -> Files.exists(file));
          requests = telegram.emulator().requests().total() - requests;
          monitor.awaitRecorded();
          long trips = monitor.roundTrips("tg_limit:");
          assertThat(requests).isGreaterThan(MESSAGES / Math.max(100, idsPerRequest));
          assertThat(trips).isPositive();
          assertThat(worker.exitCode()).isNotDone();
          return (double) trips / requests;
        }
      }
    }
  }
}

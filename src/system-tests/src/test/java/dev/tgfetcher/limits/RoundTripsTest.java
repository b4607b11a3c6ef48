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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts the round trips for permits for each request to Telegram while a worker reads a busy chat,
 * and those for a day without messages.
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

  @Test
  void an_empty_day_costs_eight_commands_of_redis_at_most() throws Exception {
    World world =
        World.generated(
            1,
            new WorldSpec(
                1,
                List.of(
                    GeneratedChat.supergroup(
                        "sparse", "Sparse", Timeline.days(DAY, 1, 0, 0, 0, 0, 0, 1)))));
    try (RunningWorker running = new RunningWorker(world, Map.of());
        RedisMonitor monitor = running.monitor()) {
      running.fetch("sparse", "\"from\":\"" + DAY + "\",\"to\":\"" + DAY.plusDays(6) + "\"");
      monitor.awaitRecorded();
      // The duplicate markers of all days of a command are written at once.
      long marks = monitor.roundTrips("tg_dedup:");
      long ofTheDay = monitor.roundTrips(DAY.plusDays(3).toString()) - marks;
      // Another one reads the lease of the command, which has no date in its name.
      assertThat(ofTheDay).isPositive().isLessThanOrEqualTo(7);
    }
  }

  /** Counts from the push to the event, without the upkeep of the worker, which time decides. */
  private double roundTripsEach(String rate, int idsPerRequest) throws Exception {
    World world =
        World.generated(
            1,
            new WorldSpec(
                1,
                List.of(GeneratedChat.supergroup("busy", "Busy", Timeline.days(DAY, MESSAGES)))));
    Map<String, String> settings =
        Map.of(
            "RATE_LIMIT_HISTORY",
            rate,
            "RATE_LIMIT_MESSAGES",
            rate,
            "MESSAGES_PER_REQUEST",
            String.valueOf(idsPerRequest));
    try (RunningWorker running = new RunningWorker(world, settings);
        RedisMonitor monitor = running.monitor()) {
      long requests = running.fetch("busy", "\"date\":\"" + DAY + "\"");
      monitor.awaitRecorded();
      long trips = monitor.roundTrips("tg_limit:");
      assertThat(requests).isGreaterThan(MESSAGES / Math.max(100, idsPerRequest));
      assertThat(trips).isPositive();
      return (double) trips / requests;
    }
  }

  /** A worker with a Redis and a Telegram of its own. */
  private final class RunningWorker implements AutoCloseable {
    private final RedisServerProcess server;
    private final TestRedis redis;
    private final TestTelegram telegram;
    private final TestWorker worker;

    RunningWorker(World world, Map<String, String> settings) throws Exception {
      server = RedisServerProcess.start(folder, "--appendfsync", "everysec");
      redis = new TestRedis(server.url(), "tg_commands");
      telegram = TestTelegram.start(world, folder.resolve("sessions"));
      telegram.logIn("main", world.accounts().iterator().next());
      worker = TestWorker.start(redis, telegram, folder, settings);
      WorkerRegistry fleet = new WorkerRegistry(redis.connection(), redis.keys());
      await().atMost(LONG).until(() -> !fleet.living().isEmpty());
    }

    RedisMonitor monitor() throws IOException {
      return new RedisMonitor(server.port());
    }

    /** Waits for the file of the first day, and returns the requests that Telegram got. */
    long fetch(String chat, String days) {
      long requests = telegram.emulator().requests().total();
      new QueueState(redis).push("{\"command\":\"fetch\",\"chat\":\"@" + chat + "\"," + days + "}");
      Path file = folder.resolve("data").resolve(chat).resolve(DAY + ".json");
      await().atMost(LONG).until(() -> Files.exists(file));
      assertThat(worker.exitCode()).isNotDone();
      return telegram.emulator().requests().total() - requests;
    }

    @Override
    public void close() {
      worker.close();
      telegram.close();
      redis.close();
      server.close();
    }
  }
}

package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;

/** A worker with a real TDLib follows what operators decide while it runs. */
@ExtendWith(RedisServerExtension.class)
class SteeredWorkerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final List<String> PAGES = List.of("messages.getHistory", "messages.search");
  private static final Set<String> FINISHED = Set.of("messages_fetched", "command_completed");
  private static final String RANGE =
      "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"from\":\"2025-11-06\",\"to\":\"2025-11-08\","
          + "\"command_id\":\"mine\"}";

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private TestTelegram telegram;
  private TestWorker worker;
  private WorkerRegistry fleet;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    fleet = new WorkerRegistry(redis.connection(), redis.keys());
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    Chat group = builder.supergroup("ru_python", "Python").joinedBy(account);
    group.add(m -> m.at("2025-11-06T12:00:00Z").from(anna).text("first"));
    group.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("second"));
    group.add(m -> m.at("2025-11-08T12:00:00Z").from(anna).text("third"));
    Chat other = builder.supergroup("other", "Other").joinedBy(account);
    other.add(m -> m.at("2025-11-06T12:00:00Z").from(anna).text("alone"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
    worker = TestWorker.start(redis, telegram, folder, Map.of("WORKER_ID", "steered"));
    await().atMost(LONG).until(() -> fleet.isAlive("steered"));
  }

  @AfterEach
  void end() {
    assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    telegram.close();
  }

  private String heartbeat(String field) {
    return fleet.lastHeartbeat("steered").getOrDefault(field, "");
  }

  /** Of the roles, the one that looks for decisions runs five times between two heartbeats. */
  private void awaitNextHeartbeat() {
    String before = heartbeat("beat_at");
    await().atMost(LONG).until(() -> !heartbeat("beat_at").equals(before));
  }

  @Test
  void a_running_command_stops_at_its_next_page_and_the_next_one_runs() {
    PAGES.forEach(telegram.emulator().faults()::block);
    queue.push(RANGE);
    await().atMost(LONG).until(() -> heartbeat("current").contains("mine"));

    redis
        .connection()
        .commands()
        .<String, String>getMap(redis.keys().meta(Payload.of(RANGE).sha256()), StringCodec.INSTANCE)
        .fastPut(CommandCounters.CANCEL_REQUEST, "by ada");
    awaitNextHeartbeat();
    awaitNextHeartbeat();
    PAGES.forEach(telegram.emulator().faults()::unblock);
    await().atMost(LONG).until(queue::isIdle);

    queue.hasPending().hasDelayed();
    assertThat(queue.deadLetters()).isEmpty();
    assertThat(folder.resolve("data/ru_python/2025-11-06.json")).doesNotExist();
    assertThat(queue.events())
        .last()
        .asString()
        .contains("\"command_completed\"", "\"cancelled\"", "\"mine\"");
    assertThat(queue.counter(RANGE, "settled_as")).isEqualTo("cancelled");

    queue.push(RANGE.replace("mine", "next"));
    await()
        .atMost(LONG)
        .until(() -> Files.exists(folder.resolve("data/ru_python/2025-11-06.json")));
  }

  @Test
  void a_low_command_gives_way_between_two_days_and_goes_on_after_the_normal_one() {
    String low = RANGE.replace("mine", "backfill").replace("}", ",\"priority\":\"low\"}");
    PAGES.forEach(telegram.emulator().faults()::block);
    queue.push(low);
    await().atMost(LONG).until(() -> heartbeat("current").contains("backfill"));
    queue.push(RANGE.replace("@ru_python", "@other"));
    PAGES.forEach(telegram.emulator().faults()::unblock);
    await().atMost(LONG).until(() -> finished().contains("backfill command_completed"));

    assertThat(finished())
        .containsExactly(
            "backfill messages_fetched 2025-11-08",
            "mine messages_fetched 2025-11-06",
            "mine command_completed",
            "backfill messages_fetched 2025-11-07",
            "backfill messages_fetched 2025-11-06",
            "backfill command_completed");
    assertThat(queue.events()).noneMatch(event -> event.contains("\"fetch_failed\""));
    assertThat(queue.events()).last().asString().contains("\"message_count\":3");
  }

  /** The events of finished commands and of finished days with messages: command id, event, day. */
  private List<String> finished() {
    return queue.events().stream()
        .map(Json.MAPPER::readTree)
        .filter(event -> FINISHED.contains(event.path("event").asString()))
        .filter(event -> event.path("message_count").asInt() > 0)
        .map(
            event ->
                Stream.of("command_id", "event", "date")
                    .map(field -> event.path(field).asString(""))
                    .collect(Collectors.joining(" "))
                    .trim())
        .toList();
  }

  @Test
  void a_drained_worker_is_up_shows_why_it_is_idle_and_goes_on_after_that() {
    Pauses pauses = new Pauses(redis.connection(), redis.keys());
    PauseTarget target = PauseTarget.worker("steered");
    pauses.begin(new Pause(target, "ada", Instant.now(), null, "reboot", 0));
    await()
        .atMost(LONG)
        .until(() -> heartbeat("paused").equals("worker steered is paused by ada: reboot"));
    assertThat(heartbeat("health")).isEqualTo("up");

    queue.push(RANGE);
    awaitNextHeartbeat();
    queue.hasPending(RANGE).hasNothingInFlight();

    pauses.end(target);
    await()
        .atMost(LONG)
        .until(() -> Files.exists(folder.resolve("data/ru_python/2025-11-06.json")));
  }
}

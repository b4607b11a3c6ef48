package dev.tgfetcher.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.terminal.FakeTerminal;
import dev.tgfetcher.cli.terminal.Terminal;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class StatusSubcommandTest {
  private static final String WORK =
      "[{\"command_id\":\"mine\",\"chat\":\"@ru_python\",\"day\":\"2025-11-07\","
          + "\"messages\":12000,\"since\":\"2025-11-08T10:29:20Z\"}]";

  @TempDir private Path directory;
  private TestRedis redis;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    shell = new CommandLineRunner(directory).at(redis);
    QueueState queue = new QueueState(redis);
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"ru_java\",\"mode\":\"full\",\"timestamp\":\"2025-11-08T10:27:00Z\"}");
    queue.push(QueueFixtures.payload(2));
    beat(WORK);
    die("chat_not_found", 2);
    die("network", 1);
    redis
        .connection()
        .commands()
        .<String, String>getStream(redis.keys().eventStream(), StringCodec.INSTANCE)
        .add(
            StreamAddArgs.entry(
                "event",
                "{\"event\":\"messages_fetched\",\"event_id\":\"e\",\"chat\":\"ru_python\",\"date\":\"2025-11-06\","
                    + "\"timestamp\":\"2025-11-08T08:30:00Z\"}"));
  }

  private void beat(String current) {
    beat(current, "[]");
  }

  private void beat(String current, String frozen) {
    beat("harbour-1-abcdef", current, frozen, "another format");
  }

  private void beat(String workerId, String current, String frozen, String requests) {
    new WorkerRegistry(redis.connection(), redis.keys())
        .recordHeartbeat(
            workerId,
            "nonce",
            Duration.ofMinutes(5),
            Map.of(
                "session",
                "main",
                "account",
                "777",
                "current",
                current,
                "outbox",
                "0",
                "frozen",
                frozen,
                "requests",
                requests));
  }

  private void die(String type, int times) {
    redis
        .connection()
        .commands()
        .getList(redis.keys().failed(), StringCodec.INSTANCE)
        .addAll(
            Collections.nCopies(
                times, "{\"chat\":\"@x\",\"error_type\":\"" + type + "\",\"error\":\"e\"}"));
  }

  @Test
  void the_state_of_the_fleet_fits_on_a_page() {
    CommandLineRunner.Result result = shell.run("status");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("pending     2         3m")
        .contains("failed      3")
        .contains("harbour-1-abcdef  main     777      @ru_python 2025-11-07  12,000 messages  40s")
        .contains("chat_not_found  2")
        .contains("network         1")
        .contains("ru_python     2025-11-06  2h");
  }

  @Test
  void json_is_one_document() {
    JsonNode status = Json.MAPPER.readTree(shell.run("status", "-o", "json").out());

    assertThat(status.path("queue").get(0).path("commands").asInt()).isEqualTo(2);
    assertThat(status.path("queue").get(0).path("oldest_age_seconds").asInt()).isEqualTo(180);
    JsonNode work = status.path("workers").get(0).path("current").get(0);
    assertThat(work.path("command_id").asString()).isEqualTo("mine");
    assertThat(work.path("messages").asInt()).isEqualTo(12_000);
    assertThat(status.path("dead_letters").path("chat_not_found").asInt()).isEqualTo(2);
    assertThat(status.path("last_success").get(0).path("chat").asString()).isEqualTo("ru_python");
  }

  @Test
  void a_flood_wait_is_shown_with_its_remaining_time() {
    String account = redis.keys().queue();
    redis
        .connection()
        .commands()
        .getBucket(redis.keys().floodHold(account, "history"), StringCodec.INSTANCE)
        .set("1", Duration.ofSeconds(90));

    CommandLineRunner.Result result = shell.run("status");
    redis.connection().commands().getKeys().delete(redis.keys().floodHold(account, "history"));

    assertThat(result.out()).containsPattern(account + " +history +1m");
  }

  @Test
  void a_frozen_account_is_shown_with_its_dates_and_its_appeal() {
    beat(
        WORK,
        "[{\"session\":\"second\",\"since\":\"2025-11-07T10:00:00Z\",\"deletion\":null,"
            + "\"appeal_link\":\"https://t.me/spambot\",\"check_at\":\"2025-11-08T10:35:00Z\"}]");

    assertThat(shell.run("status").out())
        .containsPattern("second +2025-11-07T10:00:00Z +unknown +https://t.me/spambot");
    JsonNode status = Json.MAPPER.readTree(shell.run("status", "-o", "json").out());
    assertThat(status.path("frozen").get(0).path("appeal_link").asString())
        .isEqualTo("https://t.me/spambot");
  }

  @Test
  void requests_that_wait_for_permits_are_shown_with_their_class_and_time() {
    String account = redis.keys().queue();
    String key = redis.keys().limitWaiting(account, "resolve");
    RScoredSortedSet<String> waiting =
        redis.connection().commands().getScoredSortedSet(key, StringCodec.INSTANCE);
    waiting.add(Instant.parse("2099-11-07T12:01:00Z").toEpochMilli() * 1000.0, "ru_python");
    waiting.add(Instant.parse("2099-11-07T12:02:00Z").toEpochMilli() * 1000.0, "ru_java");

    CommandLineRunner.Result result = shell.run("status");
    redis.connection().commands().getKeys().delete(key);

    assertThat(result.out())
        .containsPattern(account + " +resolve +2 +2099-11-07T12:01:00Z  2099-11-07T12:02:00Z");
  }

  @Test
  void messages_per_request_and_requests_per_day_are_those_of_all_workers() {
    assertThat(shell.run("status").out()).doesNotContain("REQUESTS TO TELEGRAM");
    String requests =
        "{\"classes\":[{\"method\":\"history\",\"requests\":91,\"messages\":4500},"
            + "{\"method\":\"messages\",\"requests\":0,\"messages\":0}],"
            + "\"days\":3,\"requests_of_days\":96}";
    beat("harbour-2-abcdef", "[]", "[]", requests);
    beat("harbour-3-abcdef", "[]", "[]", requests.replace("4500", "4600"));

    assertThat(shell.run("status").out())
        .contains("REQUESTS TO TELEGRAM  SENT  FOR             MEAN")
        .contains("history               182   9,100 messages  50.0 per request")
        .contains("all                   192   6 days          32.0 per day")
        .doesNotContain("  0 messages");
    JsonNode status = Json.MAPPER.readTree(shell.run("status", "-o", "json").out());
    assertThat(status.path("requests").path("classes").get(0).path("messages").asInt())
        .isEqualTo(9_100);
    assertThat(status.path("requests").path("days").asInt()).isEqualTo(6);
  }

  @Test
  void letters_count_however_their_writer_spaced_them() {
    redis
        .connection()
        .commands()
        .getList(redis.keys().failed(), StringCodec.INSTANCE)
        .add("{\"chat\": \"@x\", \"error_type\": \"storage\", \"error\": \"e\"}");

    assertThat(shell.run("status").out()).containsPattern("storage +1\n");
  }

  @Test
  void of_very_many_dead_letters_the_newest_are_counted() {
    die("auth", 10_000);

    assertThat(shell.run("status").out())
        .contains("DEAD LETTERS, THE NEWEST 10,000", "auth", "10,003")
        .doesNotContain("chat_not_found");
  }

  @Test
  void a_key_of_another_program_is_named_with_its_type_and_the_remedy() {
    String workers = redis.keys().workers();
    redis.connection().commands().getKeys().delete(workers);
    redis.connection().commands().getBucket(workers, StringCodec.INSTANCE).set("mine");

    CommandLineRunner.Result result = shell.run("status");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("error: " + workers + " is a STRING and should be a ZSET")
        .contains("COMMANDS_QUEUE")
        .hasLineCount(1);
  }

  @Test
  void workers_shows_the_health_of_each_worker() {
    String stuck = "processor-1 has made no progress for 700 s";
    new WorkerRegistry(redis.connection(), redis.keys())
        .recordHeartbeat("stuck-1-abcdef", "nonce", Duration.ofMinutes(5), Map.of("health", stuck));

    assertThat(shell.run("workers").out()).contains("HEALTH", stuck);
    assertThat(shell.run("workers", "--output", "json").out()).contains(stuck);
  }

  @Test
  void workers_shows_the_address_the_age_of_the_heartbeat_and_the_version() {
    new WorkerRegistry(redis.connection(), redis.keys())
        .recordHeartbeat(
            "new-1-abcdef",
            "nonce",
            Duration.ofMinutes(5),
            Map.of(
                "health", "up",
                "http", "127.0.0.1:8080",
                "version", "2.0.0",
                "outbox", "3",
                "beat_at", "2025-11-08T10:29:56Z"));

    assertThat(shell.run("workers").out())
        .containsPattern("WORKER .* HEALTH +HTTP +HEARTBEAT +VERSION")
        .containsPattern("new-1-abcdef .* up +127.0.0.1:8080 +4s +2.0.0");
    JsonNode worker = Json.MAPPER.readTree(shell.run("workers", "-o", "json").out()).get(1);
    assertThat(worker.path("version").asString()).isEqualTo("2.0.0");
    assertThat(worker.path("details").path("outbox").isNumber()).isTrue();
  }

  @Test
  void status_has_the_rate_of_the_last_minutes_and_the_time_that_is_left() {
    for (int i = 0; i < 20; i++) {
      redis
          .connection()
          .commands()
          .<String, String>getStream(redis.keys().eventStream(), StringCodec.INSTANCE)
          .add(
              StreamAddArgs.entry(
                  "event",
                  ("{'event':'messages_fetched','event_id':'r%d','command_id':'c%d','chat':'ru_java',"
                          + "'date':'2025-11-06','message_count':500,"
                          + "'timestamp':'2025-11-08T10:25:00Z'}")
                      .formatted(i, i)
                      .replace('\'', '"')));
    }

    assertThat(shell.run("status").out())
        .containsPattern("IN THE LAST +COMMANDS +A MINUTE +MESSAGES +A MINUTE +TIME LEFT")
        .containsPattern("10m +20 +2.0 +10,000 +1,000.0 +about 1m");
    JsonNode rate =
        Json.MAPPER.readTree(shell.run("status", "-o", "json").out()).path("throughput");
    assertThat(rate.path("commands_per_minute").asDouble()).isEqualTo(2.0);
    assertThat(rate.path("eta_seconds").asInt()).isEqualTo(60);
  }

  @Test
  void workers_are_listed_with_all_that_they_tell() {
    assertThat(shell.run("workers").out()).contains("harbour-1-abcdef", "@ru_python 2025-11-07");
    JsonNode workers = Json.MAPPER.readTree(shell.run("workers", "-o", "json").out());
    assertThat(workers.get(0).path("details").path("outbox").asString()).isEqualTo("0");

    beat("not json");
    assertThat(shell.run("workers").out()).contains("idle");
  }

  @Test
  void watching_redraws_in_place_and_gives_the_terminal_back() {
    StringWriter out = new StringWriter();
    CompletableFuture<CommandLineRunner.Result> watching = new CompletableFuture<>();
    shell
        .on(new Terminal(true, true, true, true))
        .with("TERM", "xterm")
        .with("COLUMNS", "80")
        .with("LINES", "24");
    Thread person = new Thread(() -> watching.complete(shell.run(out, "status", "--watch")));
    person.start();
    await().until(() -> lines(out).stream().anyMatch(line -> line.contains("12,000 messages")));

    beat("[]");
    await().until(() -> lines(out).stream().anyMatch(line -> line.endsWith("idle")));
    assertThat(lines(out)).noneMatch(line -> line.contains("messages"));
    assertThat(lines(out).get(0)).startsWith("tg-fetcher status");
    person.interrupt();

    assertThat(watching.join().exitCode()).isEqualTo(130);
    assertThat(new FakeTerminal(80, 24).write(out.toString()).isRestored()).isTrue();
  }

  private static List<String> lines(StringWriter out) {
    return new FakeTerminal(80, 24).write(out.toString()).lines();
  }

  @Test
  void an_interrupt_while_redis_hangs_is_an_interrupt() throws Exception {
    try (RedisServerProcess hanging = RedisServerProcess.start(directory)) {
      StringWriter out = new StringWriter();
      CompletableFuture<CommandLineRunner.Result> watching = new CompletableFuture<>();
      shell.with("REDIS_URL", hanging.url());
      Thread person =
          new Thread(() -> watching.complete(shell.run(out, "status", "--watch", "-o", "json")));
      person.start();
      await().until(() -> out.toString().contains("\n"));
      hanging.pause();
      await().until(() -> person.getState() == Thread.State.WAITING);

      person.interrupt();

      assertThat(watching.join().exitCode()).isEqualTo(130);
      assertThat(watching.join().err()).isEmpty();
    }
  }

  @Test
  void elsewhere_than_on_a_terminal_watching_repeats_plain_documents() {
    StringWriter out = new StringWriter();
    CompletableFuture<CommandLineRunner.Result> watching = new CompletableFuture<>();
    Thread person =
        new Thread(() -> watching.complete(shell.run(out, "status", "--watch", "-o", "json")));
    person.start();
    await().until(() -> out.toString().lines().count() >= 2);
    person.interrupt();

    assertThat(watching.join().out().lines())
        .allSatisfy(line -> assertThat(Json.MAPPER.readTree(line).isObject()).isTrue());
  }
}

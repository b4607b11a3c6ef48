package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.Scrape;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two workers do known work, and every metric shows it. */
@ExtendWith(RedisServerExtension.class)
class FleetMetricsTest {
  /** One id in a request: the workers page through the history. */
  private static final Map<String, String> BY_HISTORY =
      Map.of("RETRY_BASE_DELAY", "2s", "MESSAGES_PER_REQUEST", "1");

  private static final Set<String> LABELS =
      Set.of(
          "state",
          "mode",
          "outcome",
          "le",
          "chat",
          "status",
          "error_type",
          "reason",
          "method",
          "result",
          "session",
          "target",
          "thread",
          "event",
          "version",
          "worker_id");

  private static final String DEAD = "gone-1-000000";

  @TempDir Path folder;
  private QueueState queue;
  private TestTelegram telegram;
  private final List<TestWorker> workers = new ArrayList<>();
  private Map<String, Map<String, String>> living;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    var group = builder.supergroup("ru_python", "Python").joinedBy(account);
    group.add(m -> m.at("2025-11-07T00:00:00Z").from(anna).text("a day with three"));
    group.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("second"));
    group.add(m -> m.at("2025-11-07T23:59:59Z").from(anna).text("third"));
    group.add(m -> m.at("2025-11-08T12:00:00Z").from(anna).text("another day with one"));
    // TDLib may know the day of a chat that was fetched before, and send no request.
    var failing = builder.supergroup("failing_chat", "Failing").joinedBy(account);
    failing.add(m -> m.at("2025-11-05T12:00:00Z").from(anna).text("the day before"));
    failing.add(m -> m.at("2025-11-06T12:00:00Z").from(anna).text("a day with one"));
    var flooded = builder.supergroup("flooded_chat", "Flooded").joinedBy(account);
    flooded.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("out of reach"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("first", account);
    telegram.logIn("second", account);
    workers.add(TestWorker.start(redis, telegram, folder, BY_HISTORY));
    workers.add(TestWorker.start(redis, telegram, folder, BY_HISTORY));
    WorkerRegistry workers = new WorkerRegistry(redis.connection(), redis.keys());
    living = await().until(workers::living, all -> all.size() == 2);
    workers.recordHeartbeat(DEAD, "nonce", Duration.ofMillis(1), Map.of());
  }

  @AfterEach
  void end() {
    assertThat(workers).allSatisfy(w -> assertThat(w.stop()).isEqualTo(ExitCode.DONE));
    telegram.close();
  }

  @Test
  void every_metric_shows_the_work_of_the_fleet() {
    Instant begin = Instant.now();
    // TDLib's thread belongs to the process, so it also counts the failures of other tests.
    double threadFailures = Scrape.sum(scrapes(), "tgf_thread_failures_total");

    work(begin);

    isHealthy(living.values().iterator().next().get("http"));
    List<Scrape> scrapes = scrapes();
    assertThat(scrapes.stream().filter(scrape -> scrape.has("tgf_queue_commands"))).hasSize(1);
    Sums sums = new Sums(scrapes);
    double elapsed = Duration.between(begin, Instant.now()).toMillis() / 1000.0 + 1;
    commandsAreCounted(sums, elapsed);
    failuresAreCounted(sums, threadFailures);
    requestsAreCounted(sums, scrapes);
    costsAreCounted(sums);
    assertThat(newest(scrapes, "tgf_last_lease_timestamp_seconds"))
        .isGreaterThanOrEqualTo((double) begin.getEpochSecond());
    assertThat(newest(scrapes, "tgf_last_success_timestamp_seconds"))
        .isGreaterThanOrEqualTo((double) begin.getEpochSecond());
    sums.is(2, "tgf_worker_info");
    sums.isBetween(1e6, 1e12, "process_resident_memory_bytes");
    sums.isBetween(1e5, 1e12, "jvm_memory_used_bytes", "area", "heap");
    assertThat(labels(scrapes)).allMatch(LABELS::contains);
  }

  /** One command of each outcome. */
  private void work(Instant begin) {
    queue.push(
        """
        {"command":"fetch","chat":"@ru_python","mode":"date","date":"2025-11-07","timestamp":"%s"}"""
            .formatted(begin.minusSeconds(3600)));
    awaitSum(1, "tgf_commands_total", "outcome", "done");
    queue.push("this is no command");
    awaitSum(1, "tgf_commands_total", "outcome", "malformed");
    queue.push("{\"command\":\"fetch\",\"chat\":\"@nobody_here\",\"mode\":\"yesterday\"}");
    awaitSum(1, "tgf_commands_total", "outcome", "dead_letter");
    telegram.emulator().faults().failNext("messages.search", 9, "QUITE_NEW_ERROR");
    telegram.emulator().faults().failNext("messages.getHistory", 9, "QUITE_NEW_ERROR");
    queue.push("{\"command\":\"fetch\",\"chat\":\"@failing_chat\",\"date\":\"2025-11-06\"}");
    awaitSum(1, "tgf_commands_total", "outcome", "retry");
    telegram.emulator().faults().clear();
    awaitSum(2, "tgf_commands_total", "outcome", "done");
    queue.leaseTo(DEAD, "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-08\"}");
    awaitSum(1, "tgf_recovered_total", "reason", "dead_worker");
    queue.leaseTo(
        living.keySet().iterator().next(),
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"from\":\"2025-11-07\",\"to\":\"2025-11-07\"}");
    awaitSum(1, "tgf_recovered_total", "reason", "stranded");
    awaitSum(4, "tgf_commands_total", "outcome", "done");
    // Last, because it holds the account of all others for more than a minute.
    telegram.emulator().faults().failNext("messages.search", 9, "FLOOD_WAIT_70");
    queue.push("{\"command\":\"fetch\",\"chat\":\"@flooded_chat\",\"date\":\"2025-11-07\"}");
    awaitSum(1, "tgf_commands_total", "outcome", "deferred");
    telegram.emulator().faults().clear();
    awaitSum(2, "tgf_queue_commands", "state", "failed");
    awaitSum(1, "tgf_queue_commands", "state", "delayed");
    awaitSum(0, "tgf_queue_commands", "state", "processing");
  }

  private static void commandsAreCounted(Sums sums, double elapsed) {
    sums.is(0, "tgf_queue_commands", "state", "pending");
    sums.is(0, "tgf_queue_oldest_age_seconds", "state", "pending");
    sums.isBetween(0.001, elapsed, "tgf_queue_oldest_age_seconds", "state", "failed");
    sums.is(1, "tgf_command_wait_seconds_count");
    sums.isBetween(3600, 3600 + elapsed, "tgf_command_wait_seconds_sum");
    sums.is(7, "tgf_command_duration_seconds_count");
    sums.is(3, "tgf_command_duration_seconds_count", "mode", "date", "outcome", "done");
    sums.is(1, "tgf_command_duration_seconds_count", "mode", "range", "outcome", "done");
    sums.is(1, "tgf_command_duration_seconds_count", "mode", "yesterday", "outcome", "dead_letter");
    sums.is(7, "tgf_command_duration_seconds_bucket", "le", "+Inf");
    sums.is(0, "tgf_command_active_seconds_count");
    sums.is(4, "tgf_messages_total", "chat", "ru_python");
    sums.is(1, "tgf_messages_total", "chat", "failing_chat");
    sums.is(3, "tgf_fetch_duration_seconds_count", "mode", "date", "status", "complete");
    sums.is(2, "tgf_fetch_duration_seconds_count", "mode", "date", "status", "failed");
    sums.is(3, "tgf_events_published_total", "event", "messages_fetched");
    sums.is(1, "tgf_events_published_total", "event", "fetch_skipped");
    sums.is(2, "tgf_events_published_total", "event", "command_dead_lettered");
    sums.is(2, "tgf_events_published_total", "event", "fetch_failed");
    sums.is(0, "tgf_outbox_events");
    sums.is(0, "tgf_sessions_quarantined");
    sums.is(0, "tgf_session_frozen");
  }

  private static void failuresAreCounted(Sums sums, double threadFailures) {
    sums.is(1, "tgf_errors_total", "error_type", "chat_not_found");
    sums.is(1, "tgf_errors_total", "error_type", "telegram");
    sums.is(1, "tgf_errors_total", "error_type", "rate_limit");
    sums.is(3, "tgf_errors_total");
    sums.is(1, "tgf_retries_total", "error_type", "telegram");
    sums.is(1, "tgf_retries_total", "error_type", "rate_limit");
    sums.is(1, "tgf_dead_letters_total", "error_type", "invalid_command");
    sums.is(1, "tgf_dead_letters_total", "error_type", "chat_not_found");
    sums.is(2, "tgf_recovered_total");
    sums.is(0, "tgf_duplicates_total");
    sums.is(threadFailures, "tgf_thread_failures_total");
    sums.is(0, "tgf_circuit_state", "target", "telegram");
    sums.is(0, "tgf_circuit_state", "target", "redis");
    sums.is(2, "tgf_live");
    sums.is(2, "tgf_healthy");
  }

  private static void requestsAreCounted(Sums sums, List<Scrape> scrapes) {
    // Two searches for the newest messages, and the page of history in their place.
    sums.is(3, "tgf_telegram_requests_total", "method", "history", "result", "other");
    sums.isBetween(3, 100, "tgf_telegram_requests_total", "method", "history", "result", "ok");
    sums.isBetween(5, 100, "tgf_telegram_request_seconds_count", "method", "history");
    sums.isBetween(1, 9, "tgf_flood_wait_seconds_count", "method", "history");
    // TDLib also prefetches pages; each refused one has the same flood wait.
    assertThat(Scrape.sum(scrapes, "tgf_flood_wait_seconds_sum"))
        .isEqualTo(70 * Scrape.sum(scrapes, "tgf_flood_wait_seconds_count"));
    sums.isBetween(5, 100, "tgf_limit_wait_seconds_count", "method", "history");
  }

  /** TDLib answers some of the requests from memory. */
  private void costsAreCounted(Sums sums) {
    sums.isBetween(3, 50, "tgf_messages_per_request_count", "method", "history");
    sums.isBetween(5, 50, "tgf_messages_per_request_sum", "method", "history");
    sums.is(3, "tgf_requests_per_day_count", "method", "history");
    sums.isBetween(3, 50, "tgf_requests_per_day_sum", "method", "history");
    assertThat(living.values())
        .extracting(worker -> worker.get("requests"))
        .allMatch(totals -> totals.contains("{\"method\":\"history\",\"requests\":"));
  }

  private static void isHealthy(String worker) {
    var health = HttpGet.get(worker, "/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(JsonMapper.shared().readTree(health.body()).propertyNames())
        .containsExactly(
            "status", "redis", "telegram", "storage", "last_fetch", "session", "outbox", "details");
    assertThat(health.body())
        .contains("\"redis\":\"up\"", "\"telegram\":\"up\"", "\"outbox\":0")
        .containsAnyOf("\"session\":\"first\"", "\"session\":\"second\"");
    assertThat(HttpGet.get(worker, "/health/live").statusCode()).isEqualTo(200);
    assertThat(HttpGet.get(worker, "/health/ready").statusCode()).isEqualTo(200);
  }

  private record Sums(List<Scrape> scrapes) {
    void is(double expected, String name, String... labels) {
      assertThat(scrapes).as("%s is measured", name).anyMatch(scrape -> scrape.has(name));
      assertThat(Scrape.sum(scrapes, name, labels))
          .as("%s%s of %s", name, List.of(labels), all(name))
          .isCloseTo(expected, within(1e-6));
    }

    private List<?> all(String name) {
      return scrapes.stream().map(scrape -> scrape.families().get(name)).toList();
    }

    void isBetween(double least, double most, String name, String... labels) {
      assertThat(Scrape.sum(scrapes, name, labels))
          .as("%s%s of %s", name, List.of(labels), all(name))
          .isBetween(least, most);
    }
  }

  private static double newest(List<Scrape> scrapes, String name) {
    return scrapes.stream()
        .flatMap(
            scrape ->
                scrape.families().get(name) == null
                    ? null
                    : scrape.families().get(name).values().stream())
        .filter(value -> !value.isNaN())
        .mapToDouble(value -> value)
        .max()
        .orElseThrow();
  }

  private static Set<String> labels(List<Scrape> scrapes) {
    Set<String> names = new java.util.TreeSet<>();
    for (Scrape scrape : scrapes) {
      scrape
          .families()
          .forEach(
              (name, series) -> {
                if (name.startsWith("tgf_")) {
                  series.keySet().forEach(labels -> names.addAll(labels.keySet()));
                }
              });
    }
    return names;
  }

  private void awaitSum(double expected, String name, String... labels) {
    await()
        .untilAsserted(
            () -> {
              List<Scrape> scrapes = scrapes();
              assertThat(scrapes).anyMatch(scrape -> scrape.has(name));
              assertThat(Scrape.sum(scrapes, name, labels)).isEqualTo(expected);
            });
  }

  private List<Scrape> scrapes() {
    return living.values().stream()
        .map(worker -> Scrape.parse(HttpGet.get(worker.get("http"), "/metrics").body()))
        .toList();
  }
}

package dev.tgfetcher.cli.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.PermitDecision;
import dev.tgfetcher.limit.PermitRequests;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimits;
import dev.tgfetcher.limit.RedisRateLimiter;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** All tests share the rate limits of the server, so each test has its own account. */
@ExtendWith(RedisServerExtension.class)
class LimitsSubcommandTest {
  private final String account =
      String.valueOf(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50));

  @TempDir private Path directory;
  private TestRedis redis;
  private RedisRateLimiter limiter;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    this.redis = redis;
    RateLimits configured = RateLimits.all(Rate.parse("6/60s"), Duration.ofMinutes(20));
    limiter = new RedisRateLimiter(redis.connection(), redis.keys(), account, () -> configured);
    shell = new CommandLineRunner(directory).with("REDIS_URL", redis.url());
  }

  private PermitDecision ask() {
    return limiter.reserve(
        PermitRequests.request(
            MethodClass.HISTORY, UUID.randomUUID().toString(), 0, Duration.ofHours(1)));
  }

  private Duration waitOf(PermitDecision answer) {
    return answer instanceof PermitDecision.Wait wait ? wait.time() : Duration.ZERO;
  }

  private JsonNode history() {
    return Json.MAPPER
        .readTree(shell.run("limits", "-o", "json").out())
        .valueStream()
        .filter(line -> line.path("account").asString().equals(account))
        .filter(line -> line.path("class").asString().equals("history"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void it_shows_rate_use_and_waiting_requests() {
    ask();
    ask();
    ask();

    JsonNode line = history();

    assertThat(line.propertyNames())
        .containsExactly(
            "account",
            "class",
            "rate",
            "set_by",
            "share",
            "used_last_minute",
            "waiting",
            "held_seconds",
            "probing",
            "floods");
    assertThat(line.path("rate").asString()).isEqualTo("30/30s");
    assertThat(line.path("set_by").asString()).isEqualTo("configuration");
    assertThat(line.path("used_last_minute").asInt()).isEqualTo(1);
    assertThat(line.path("waiting").asInt()).isEqualTo(2);
    assertThat(line.path("held_seconds").asDouble()).isZero();
  }

  @Test
  void it_shows_a_hold_and_the_share_that_the_flood_left() {
    limiter.hold(MethodClass.HISTORY, Duration.ofSeconds(60));

    assertThat(history().path("held_seconds").asDouble()).isBetween(30.0, 60.0);
    assertThat(history().path("share").asDouble()).isEqualTo(0.5);
    assertThat(history().path("floods").asInt()).isEqualTo(1);
    assertThat(shell.run("limits").out().lines().filter(line -> line.startsWith(account)))
        .hasSize(7)
        .anySatisfy(line -> assertThat(line).matches(account + " +history +30/30s .* 50 % .* s"));
  }

  @Test
  void a_rate_that_is_set_holds_at_once_also_for_those_who_wait_and_is_audited() {
    ask();
    Duration before = waitOf(ask());
    String who = "ada-" + UUID.randomUUID();

    CommandLineRunner.Result result =
        shell.run("limits", "set", "history", "100/s", "--account", account, "--as", who);

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(before).isGreaterThan(Duration.ofSeconds(5));
    assertThat(waitOf(ask())).isLessThan(Duration.ofSeconds(1));
    assertThat(history().path("rate").asString()).isEqualTo("100/s");
    assertThat(history().path("set_by").asString()).isEqualTo("account");
    assertThat(
            new AuditTrail(redis.connection(), redis.keys())
                .newest(Instant.EPOCH, entry -> entry.who().equals(who), 10))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("limits set");
              assertThat(entry.filter()).isEqualTo("history 100/s --account " + account);
            });
  }

  @Test
  void set_to_default_the_configuration_holds_again() {
    ask();
    shell.run("limits", "set", "history", "1/24h", "--account", account);

    shell.run("limits", "set", "HISTORY", "default", "--account", account);

    assertThat(history().path("set_by").asString()).isEqualTo("configuration");
    assertThat(waitOf(ask())).isLessThan(Duration.ofSeconds(11));
  }

  @Test
  void an_unknown_class_rate_or_account_is_wrong_usage_and_names_the_valid_ones() {
    assertWrong("use one of history, messages, replies", "limits", "set", "pages", "10/s");
    assertWrong("like 20/s", "limits", "set", "history", "fast");
    assertWrong("is no account id", "limits", "set", "history", "1/s", "--account", "me");
    assertWrong("a class and a rate are missing", "limits", "set", "history");
  }

  private void assertWrong(String words, String... arguments) {
    CommandLineRunner.Result result = shell.run(arguments);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(words);
    assertThat(result.out()).isEmpty();
  }
}

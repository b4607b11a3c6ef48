package dev.tgfetcher.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/** All tests share the audit of the server, so each test has its own actor. */
@ExtendWith(RedisServerExtension.class)
class AuditSubcommandTest {
  private final String who = "ada-" + UUID.randomUUID();

  @TempDir private Path directory;
  private TestRedis redis;
  private AuditTrail trail;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    trail = new AuditTrail(redis.connection(), redis.keys());
    shell = new CommandLineRunner(directory).with("REDIS_URL", redis.url());
  }

  private void record(String someone, String action, String filter, int count, String result) {
    int unused =
        trail.during(
            someone,
            action,
            filter,
            tally -> {
              tally.count(count);
              tally.result(result);
              return count;
            });
  }

  @Test
  void entries_have_actor_action_count_and_result_the_newest_first() {
    record(who, "dlq replay", "--chat '@ru_*'", 12, "interrupted");
    record(who, "dlq purge", "--error-type network", 3, "done");

    CommandLineRunner.Result result = shell.run("audit", "--who", who);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().toList())
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).matches("AT +WHO +ACTION +COUNT +RESULT +FILTER");
              assertThat(lines.get(1))
                  .contains(who)
                  .containsPattern("dlq purge +3 +done +--error-type network$");
              assertThat(lines.get(2))
                  .containsPattern("dlq replay +12 +interrupted +--chat '@ru_\\*'$");
            });
  }

  @Test
  void an_entry_keeps_the_whole_command_line() {
    shell.run("dlq", "purge", "--all", "--chat", "@no_such_chat", "--yes", "--as", who);
    shell.run("limits", "set", "history", "default", "--account", "42", "--as", who);

    String lines = shell.run("audit", "--who", who, "-o", "wide").out();
    assertThat(lines)
        .contains("COMMAND LINE")
        .contains("tg-fetcher limits set history default --account 42 --as " + who);
    JsonNode entry = Json.MAPPER.readTree(shell.run("audit", "--who", who, "-o", "json").out());
    assertThat(entry.get(0).path("command_line").asString()).startsWith("tg-fetcher limits set");
  }

  @Test
  void json_has_every_field_and_the_time_is_the_servers() {
    record(who, "orphans requeue", "", 1, "done");

    JsonNode entry = Json.MAPPER.readTree(shell.run("audit", "--who", who, "-o", "json").out());

    assertThat(entry.size()).isEqualTo(1);
    assertThat(entry.get(0).propertyNames())
        .containsExactly("who", "action", "filter", "count", "at", "result", "command_line");
    assertThat(entry.get(0).path("count").asInt()).isEqualTo(1);
    assertThat(Instant.parse(entry.get(0).path("at").asString()))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
  }

  @Test
  void entries_are_filtered_by_action_time_and_number() {
    for (int i = 1; i <= 3; i++) {
      record(who, "dlq replay", "number " + i, i, "done");
    }
    record(who, "dlq edit", "abc", 1, "done");

    assertThat(shell.run("audit", "--who", who, "--action", "dlq edit").out()).hasLineCount(2);
    assertThat(shell.run("audit", "--who", who, "--limit", "2").out())
        .hasLineCount(3)
        .contains("dlq edit", "number 3")
        .doesNotContain("number 2");
    assertThat(shell.run("audit", "--who", who, "--since", "1h").out()).hasLineCount(5);
    assertThat(shell.run("audit", "--who", who, "--since", "2999-01-01").out()).hasLineCount(1);
    assertThat(shell.run("audit", "--who", who, "--until", "2020-01-01").out()).hasLineCount(1);
  }

  @Test
  void a_change_is_recorded_when_it_begins_and_once_when_it_has_ended() {
    List<AuditEntry> meanwhile =
        trail.during(
            who,
            "dlq purge",
            "--all",
            tally -> {
              tally.count(7);
              return entries();
            });

    assertThat(meanwhile)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.result()).isEqualTo("begun");
              assertThat(entry.count()).isNull();
              assertThat(entry.filter()).isEqualTo("--all");
            });
    assertThat(entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.result()).isEqualTo("done");
              assertThat(entry.count()).isEqualTo(7);
            });
  }

  @Test
  void a_change_that_has_not_ended_has_no_count() {
    // As it is left by a process that was killed.
    redis
        .connection()
        .commands()
        .<String, String>getStream(redis.keys().audit(), StringCodec.INSTANCE)
        .add(
            StreamAddArgs.entries(
                Map.of("entry_id", who, "who", who, "action", "dlq edit", "result", "begun")));

    assertThat(shell.run("audit", "--who", who).out()).containsPattern("dlq edit +begun");
    JsonNode entry = Json.MAPPER.readTree(shell.run("audit", "--who", who, "-o", "json").out());
    assertThat(entry.get(0).path("count").isNull()).isTrue();
  }

  @Test
  void a_change_that_fails_is_recorded_with_the_reason() {
    assertThatThrownBy(
            () ->
                trail.during(
                    who,
                    "dlq import",
                    "letters",
                    tally -> {
                      tally.count(2);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(shell.run("audit", "--who", who).out())
        .containsPattern("dlq import +2 +failed: disk full +letters");
  }

  private List<AuditEntry> entries() {
    return trail.newest(Instant.EPOCH, entry -> entry.who().equals(who), 10);
  }
}

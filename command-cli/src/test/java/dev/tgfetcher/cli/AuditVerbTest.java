package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.schema.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The audit is one for the whole server, so each test is somebody of its own. */
@ExtendWith(RedisServerExtension.class)
class AuditVerbTest {
  private final String who = "ada-" + UUID.randomUUID();

  @TempDir private Path directory;
  private AuditTrail trail;
  private Shell shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    trail = new AuditTrail(redis.connection(), redis.keys());
    shell = new Shell(directory).with("REDIS_URL", redis.url());
  }

  @Test
  void it_shows_who_did_what_to_how_many_with_which_result_the_newest_first() {
    trail.record(who, "dlq replay", "--chat '@ru_*'", 12, "interrupted");
    trail.record(who, "dlq purge", "--error-type network", 3, "done");

    Shell.Result result = shell.run("audit", "--who", who);

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
  void json_has_every_field_and_the_time_is_the_servers() {
    trail.record(who, "orphans requeue", "", 1, "done");

    JsonNode entry = Json.MAPPER.readTree(shell.run("audit", "--who", who, "-o", "json").out());

    assertThat(entry.size()).isEqualTo(1);
    assertThat(entry.get(0).propertyNames())
        .containsExactly("who", "action", "filter", "count", "at", "result");
    assertThat(entry.get(0).path("count").asInt()).isEqualTo(1);
    assertThat(Instant.parse(entry.get(0).path("at").asString()))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
  }

  @Test
  void entries_are_told_by_action_time_and_number() {
    for (int i = 1; i <= 3; i++) {
      trail.record(who, "dlq replay", "number " + i, i, "done");
    }
    trail.record(who, "dlq edit", "abc", 1, "done");

    assertThat(shell.run("audit", "--who", who, "--action", "dlq edit").out()).hasLineCount(2);
    assertThat(shell.run("audit", "--who", who, "--limit", "2").out())
        .hasLineCount(3)
        .contains("dlq edit", "number 3")
        .doesNotContain("number 2");
    assertThat(shell.run("audit", "--who", who, "--since", "1h").out()).hasLineCount(5);
    assertThat(shell.run("audit", "--who", who, "--since", "2999-01-01").out()).hasLineCount(1);
    assertThat(shell.run("audit", "--who", who, "--until", "2020-01-01").out()).hasLineCount(1);
  }
}

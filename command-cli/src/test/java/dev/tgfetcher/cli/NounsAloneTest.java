package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.codec.StringCodec;

@ExtendWith(RedisServerExtension.class)
class NounsAloneTest {
  private static final String LETTER =
      "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"command_id\":\"mine\","
          + "\"failed_at\":\"2025-11-08T10:00:00Z\",\"error\":\"400 CHANNEL_PRIVATE\","
          + "\"error_type\":\"access_denied\",\"retry_count\":0,\"interruptions\":0,"
          + "\"worker_id\":\"w1\",\"correlation_id\":\"mine\"}";

  @TempDir private Path directory;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    shell = new CommandLineRunner(directory).at(redis);
    new QueueState(redis).push(QueueFixtures.payload(1));
    redis.connection().commands().getList(redis.keys().failed(), StringCodec.INSTANCE).add(LETTER);
  }

  @ParameterizedTest
  @CsvSource({
    "dlq, ERROR TYPE",
    "dlq --limit 1, ERROR TYPE",
    "dlq ls, ERROR TYPE",
    "get dlq, ERROR TYPE",
    "queue, COMMAND ID",
    "orphans, INTERRUPTIONS",
    "sessions, ACCOUNT",
    "archive --summary, INCOMPLETE"
  })
  void a_noun_alone_lists(String line, String header) {
    CommandLineRunner.Result result = shell.run(line.split(" ", -1));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dlq",
        "queue",
        "orphans",
        "sessions",
        "archive",
        "limits",
        "audit",
        "workers",
        "status",
        "events",
        "archive verify",
        "tdlib install",
        "doctor"
      })
  void every_format_is_printed(String subcommand) {
    for (String format : new String[] {"json", "jsonl", "yaml", "name", "wide", "table"}) {
      CommandLineRunner.Result result =
          shell
              .with("TDLIB_LIBRARY", "/nowhere")
              .run((subcommand + " -o " + format + " --no-headers").split(" ", -1));

      assertThat(result.err()).doesNotContain("unexpected");
      assertThat(result.exitCode()).isLessThan(2);
    }
  }

  @Test
  void a_wide_list_has_the_error_and_the_command() {
    assertThat(shell.run("dlq").out()).doesNotContain("CHANNEL_PRIVATE");
    assertThat(shell.run("dlq", "-o", "wide").out()).contains("mine", "400 CHANNEL_PRIVATE");
  }

  @Test
  void names_are_for_another_command_line() {
    String id = shell.run("dlq", "-o", "name").out().strip();

    assertThat(id).matches("[0-9a-f]{12}");
    assertThat(shell.run("dlq", "get", id).out())
        .contains("advice", "let the account of a worker join", "runbooks/replay.md");
  }

  @Test
  void no_headers_leaves_the_rows() {
    assertThat(shell.run("dlq", "--no-headers").out()).contains("@ru_python").hasLineCount(1);
  }

  @Test
  void lines_and_yaml_have_one_row_each() {
    assertThat(shell.run("dlq", "-o", "jsonl").out()).startsWith("{\"id\":").hasLineCount(1);
    assertThat(shell.run("dlq", "-o", "yaml").out())
        .startsWith("- id: ")
        .contains("\n  chat: \"@ru_python\"\n", "\n  attempts: 1\n");
  }
}

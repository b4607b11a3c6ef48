package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class DlqShowSubcommandTest {
  @TempDir private Path directory;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  @Test
  void it_shows_command_error_attempts_and_where_the_log_is() {
    DeadLetter letter =
        DeadLetterFixture.letter(
            DeadLetterFixture.payload("@ru_python"), ErrorType.TELEGRAM, box.death);
    String id = box.put(letter);

    CommandLineRunner.Result result = shell.run("dlq", "show", id.substring(0, 5));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("error             it went wrong")
        .contains("command id        " + letter.commandId())
        .contains("correlation id    " + letter.correlationId())
        .contains("\"chat\" : \"@ru_python\"")
        .containsPattern("\n1 +\\S+Z +network +host-1-aa +cut off\n")
        .containsPattern("\n2 +\\S+Z +telegram +host-2-bb +it went wrong\n")
        .contains("{app=\"tg-fetcher\"} | correlation_id=\"" + letter.correlationId() + "\"")
        .contains("jq -cR 'fromjson? | select(.correlation_id == \"" + letter.correlationId())
        .doesNotContain("copies", "malformed");
  }

  @Test
  void json_is_one_document_with_all_of_it() {
    String id = box.put("@ru_python", ErrorType.TELEGRAM);

    JsonNode shown = Json.MAPPER.readTree(shell.run("dlq", "show", id, "-o", "json").out());

    assertThat(shown.path("id").asString()).isEqualTo(id);
    assertThat(shown.path("payload").path("chat").asString()).isEqualTo("@ru_python");
    assertThat(shown.path("payload").path("command_id").asString()).startsWith("command-of-");
    assertThat(shown.path("attempt_history").size()).isEqualTo(2);
    assertThat(shown.path("logs").path("logql").asString()).contains("correlation_id");
  }

  @Test
  void a_malformed_command_is_shown_unchanged_with_its_defect() {
    String id = box.put(DeadLetterFixture.letter("not json", ErrorType.INVALID_COMMAND, box.death));

    assertThat(shell.run("dlq", "show", id).out())
        .contains("malformed         payload: is not JSON")
        .contains("\nnot json\n");
  }

  @Test
  void identical_letters_are_counted() {
    String id = box.put("@ru_python", ErrorType.TELEGRAM);
    box.put("@ru_python", ErrorType.TELEGRAM);

    assertThat(shell.run("dlq", "show", id).out()).contains("2 identical ones");
  }

  @Test
  void the_beginning_of_several_ids_is_refused_with_the_candidates() {
    for (int i = 0; i < 20; i++) {
      box.put("@chat_" + i, ErrorType.NETWORK);
    }

    CommandLineRunner.Result all = shell.run("dlq", "show", "");

    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.err())
        .contains("several dead letters have an id that starts with")
        .containsPattern("[0-9a-f]{12} @chat_\\d+ network, ")
        .endsWith(", ...\n");
  }

  @Test
  void an_id_that_there_is_not_is_refused_with_the_remedy() {
    CommandLineRunner.Result result = shell.run("dlq", "show", "abcdef");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no dead letter has the id abcdef", "dlq list");
  }
}

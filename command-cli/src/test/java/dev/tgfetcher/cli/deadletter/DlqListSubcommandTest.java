package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class DlqListSubcommandTest {
  @TempDir private Path directory;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  @Test
  void the_newest_letter_comes_first_with_its_main_fields() {
    String older = box.put("@ru_python", ErrorType.NETWORK);
    String newer = box.put("@durov", ErrorType.CHAT_NOT_FOUND);

    CommandLineRunner.Result result = shell.run("dlq", "list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            ID            AGE  CHAT        ERROR TYPE      ATTEMPTS  REQUESTED BY
            %s  1h   @durov      chat_not_found  2         scheduler
            %s  1h   @ru_python  network         2         scheduler
            """
                .formatted(newer, older));
  }

  @Test
  void filters_leave_out_other_letters() {
    box.put("@ru_python", ErrorType.NETWORK);
    box.put("@ru_java", ErrorType.TELEGRAM);
    box.put("@durov", ErrorType.NETWORK);
    box.put(
        DeadLetterFixture.letter(
            DeadLetterFixture.payload("@old").replace("scheduler", "ada@harbour"),
            ErrorType.INTERNAL,
            box.death.minus(Duration.ofDays(3))));

    assertThat(chats("--chat", "RU_*")).containsExactly("@ru_java", "@ru_python");
    assertThat(chats("--chat", "t.me/duro?", "--chat", "@ru_java"))
        .containsExactly("@durov", "@ru_java");
    assertThat(chats("--error-type", "network")).containsExactly("@durov", "@ru_python");
    assertThat(chats("--error-type", "telegram,internal")).containsExactly("@old", "@ru_java");
    assertThat(chats("--since", "2d")).containsExactly("@durov", "@ru_java", "@ru_python");
    assertThat(chats("--until", "2d")).containsExactly("@old");
    assertThat(chats("--requested-by", "*@harbour")).containsExactly("@old");
    assertThat(chats("--chat", "ru_*", "--error-type", "network")).containsExactly("@ru_python");
  }

  private Iterable<String> chats(String... filter) {
    String[] arguments = new String[filter.length + 4];
    System.arraycopy(filter, 0, arguments, 4, filter.length);
    System.arraycopy(new String[] {"dlq", "list", "-o", "json"}, 0, arguments, 0, 4);
    return Json.MAPPER.readTree(shell.run(arguments).out()).findValuesAsString("chat");
  }

  @Test
  void a_limit_shows_the_newest_and_says_that_there_are_more() {
    box.put("@first", ErrorType.NETWORK);
    box.put("@second", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.run("dlq", "list", "--limit", "1");

    assertThat(result.out()).contains("@second").doesNotContain("@first");
    assertThat(result.err()).contains("There are more");
    assertThat(shell.run("dlq", "list", "--limit", "2").err()).isEmpty();
  }

  @Test
  void json_has_stable_names() {
    String id = box.put("@ru_python", ErrorType.NETWORK);

    JsonNode listed = Json.MAPPER.readTree(shell.run("dlq", "list", "-o", "json").out());

    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.get(0).propertyNames())
        .containsExactly(
            "id",
            "failed_at",
            "chat",
            "error_type",
            "error",
            "attempts",
            "requested_by",
            "command_id",
            "correlation_id");
    assertThat(listed.get(0).path("id").asString()).isEqualTo(id);
    assertThat(listed.get(0).path("command_id").asString()).startsWith("command-of-");
  }

  @Test
  void an_element_that_is_no_dead_letter_is_unreadable() {
    box.putElement("rubbish");
    box.put(DeadLetterFixture.letter("not json", ErrorType.INVALID_COMMAND, box.death));

    assertThat(shell.run("dlq", "list").out()).contains("unreadable").contains("invalid_command");
  }

  @Test
  void an_error_type_that_there_is_not_is_refused_with_those_there_are() {
    CommandLineRunner.Result result = shell.run("dlq", "list", "--error-type", "netwrok");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'netwrok' is no error type", "network");
  }
}

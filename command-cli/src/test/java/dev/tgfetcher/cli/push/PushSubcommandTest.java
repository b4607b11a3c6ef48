package dev.tgfetcher.cli.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class PushSubcommandTest {
  @TempDir private Path directory;
  private TestRedis redis;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    shell = new CommandLineRunner(directory).at(redis);
  }

  @Test
  void a_command_for_each_chat_goes_to_the_end_of_the_queue() {
    redis.connection().commands().getList(redis.keys().pending(), StringCodec.INSTANCE).add("old");

    CommandLineRunner.Result result =
        shell.run("push", "ru_python", "t.me/durov", "--date", "2025-11-07");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            CHAT        MODE  COMMAND ID
            @ru_python  date  id-1
            @durov      date  id-2
            """);
    List<String> pending = pending();
    assertThat(pending).hasSize(3).startsWith("old");
    JsonNode first = Json.MAPPER.readTree(pending.get(1));
    assertThat(first.path("chat").asString()).isEqualTo("@ru_python");
    assertThat(first.path("date").asString()).isEqualTo("2025-11-07");
    assertThat(first.path("command_id").asString()).isEqualTo("id-1");
    assertThat(first.path("requested_by").asString()).startsWith("ada@");
    assertThat(first.path("timestamp").asString()).isEqualTo("2025-11-08T10:30:00Z");
  }

  @Test
  void a_chat_is_a_chat_where_a_folder_has_its_name() {
    assertThat(Path.of("target")).isDirectory();

    CommandLineRunner.Result result = shell.run("push", "@target", "--date", "2025-11-07");

    assertThat(result.err()).isEmpty();
    JsonNode command = Json.MAPPER.readTree(pending().get(0));
    assertThat(command.path("chat").asString()).isEqualTo("@target");
  }

  @Test
  void options_become_fields() {
    shell.run(
        "push",
        "--from=2025-11-01",
        "--to=2025-11-03",
        "--strategy=per_day",
        "--force",
        "--limit=7",
        "--",
        "-1001234567890");

    JsonNode command = Json.MAPPER.readTree(pending().get(0));
    assertThat(command.path("chat").asString()).isEqualTo("-1001234567890");
    assertThat(command.path("mode").asString()).isEqualTo("range");
    assertThat(command.path("from").asString()).isEqualTo("2025-11-01");
    assertThat(command.path("to").asString()).isEqualTo("2025-11-03");
    assertThat(command.path("strategy").asString()).isEqualTo("per_day");
    assertThat(command.path("force").asBoolean()).isTrue();
    assertThat(command.path("limit").asInt()).isEqualTo(7);
  }

  @Test
  void json_is_one_document() {
    CommandLineRunner.Result result =
        shell.run("push", "ru_python", "--days", "3", "--output", "json");

    JsonNode pushed = Json.MAPPER.readTree(result.out());
    assertThat(pushed.get(0).path("chat").asString()).isEqualTo("@ru_python");
    assertThat(pushed.get(0).path("mode").asString()).isEqualTo("days");
    assertThat(pushed.get(0).path("command_id").asString()).isEqualTo("id-1");
  }

  @Test
  void one_wrong_chat_pushes_none() {
    CommandLineRunner.Result result =
        shell.run("push", "ru_python", "no chat!", "--date", "2025-11-07");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: 'no chat!' must be @name").hasLineCount(1);
    assertThat(pending()).isEmpty();
  }

  @Test
  void chats_come_from_a_file_as_well() throws IOException {
    Files.writeString(
        directory.resolve("chats.txt"), "# mine\n@ru_python\n\nt.me/durov # his\nru_java\n");

    CommandLineRunner.Result result =
        shell.run("push", "ru_java", "--chats-file", "chats.txt", "--mode", "yesterday");

    assertThat(result.exitCode()).isZero();
    assertThat(pending()).hasSize(3);
    assertThat(pending().get(0)).contains("@ru_java");
    assertThat(pending().get(2)).contains("@durov");
    assertThat(shell.run("push", "--chats-file", "none.txt", "--days", "1").err())
        .contains("--chats-file none.txt does not exist");
  }

  @Test
  void lines_of_json_are_commands() {
    CommandLineRunner.Result result =
        shell
            .typing(
                """
                {"chat":"@ru_python","date":"2025-11-07","ticket":7}

                {"command":"fetch","chat":"durov","mode":"yesterday","command_id":"mine"}
                """)
            .run("push", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("@ru_python  date       id-1", "@durov      yesterday  mine");
    JsonNode first = Json.MAPPER.readTree(pending().get(0));
    assertThat(first.path("ticket").asInt()).isEqualTo(7);
    assertThat(first.path("requested_by").asString()).startsWith("ada@");
  }

  @Test
  void one_wrong_line_is_named_and_none_is_pushed() {
    CommandLineRunner.Result result =
        shell
            .typing(
                "{\"chat\":\"@ru_python\",\"date\":\"2025-11-07\"}\nno json\n{\"chat\":\"durov\",\"mode\":\"x\"}\n")
            .run("push", "-");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("line 2: payload: ", "line 3: mode: ", "nothing was pushed");
    assertThat(pending()).isEmpty();
    assertThat(shell.run("push", "-", "--days", "2").err()).contains("the lines have all fields");
    assertThat(shell.run("push", "--days", "2").err()).contains("no chat");
  }

  @Test
  void a_date_that_does_not_exist_is_refused() {
    CommandLineRunner.Result result = shell.run("push", "ru_python", "--date", "2025-02-30");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--date", "'2025-02-30' is a date that does not exist");
  }

  @Test
  void an_unreachable_redis_is_reported_in_one_line() throws IOException {
    CommandLineRunner.Result result =
        shell
            .with("REDIS_URL", "redis://:pw@" + nobody())
            .run("push", "ru_python", "--date", "2025-11-07");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).startsWith("error: Redis does not answer at redis://127.0.0.1:");
    assertThat(result.err()).hasLineCount(1).doesNotContain("pw");
  }

  @Test
  void a_day_that_has_not_come_is_refused_before_anything_is_pushed() {
    CommandLineRunner.Result result = shell.run("push", "ru_python", "--date", "2025-11-09");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("@ru_python: 2025-11-09 is in the future");
    assertThat(shell.run("push", "ru_python", "--date", "2025-11-08").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--mode full --date 2025-11-07, --mode full ignores --date",
    "--mode yesterday --days 3, --mode yesterday ignores --days",
    "--mode date --date 2025-11-07 --from 2025-11-01, --mode date ignores --from",
    "--mode incremental --from 2025-11-01 --to 2025-11-03, ignores --from and --to",
    "--date 2025-11-07 --days 3, --date and --days contradict each other"
  })
  void days_that_the_mode_does_not_go_by_are_refused(String options, String problem) {
    for (String subcommand : List.of("push", "fetch", "schedule --cron @")) {
      String[] words = (subcommand + " ru_python " + options).split(" ", -1);

      CommandLineRunner.Result result =
          shell.run(
              Arrays.stream(words)
                  .map(word -> word.equals("@") ? "30 0 * * *" : word)
                  .toArray(String[]::new));

      assertThat(result.err()).startsWith("error: ").contains(problem);
      assertThat(result.exitCode()).isEqualTo(2);
    }
    assertThat(pending()).isEmpty();
  }

  @Test
  void a_line_of_json_may_have_fields_that_its_mode_does_not_go_by() {
    CommandLineRunner.Result result =
        shell.typing("{\"chat\":\"a_chat\",\"mode\":\"full\",\"days_back\":3}\n").run("push", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(pending()).hasSize(1);
  }

  @Test
  void a_password_among_the_arguments_is_refused() {
    CommandLineRunner.Result result =
        shell.run(
            "push", "ru_python", "--days", "1", "--redis-url", "redis://ada:pw@127.0.0.1:6379");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("REDIS_URL", "--env-file").doesNotContain("pw@");
  }

  @ParameterizedTest
  @CsvSource({
    "push @a_chat, yesterday, , , ",
    "push @a_chat --date yesterday, date, 2025-11-07, , ",
    "push @a_chat --date today, date, 2025-11-08, , ",
    "push @a_chat --date TODAY --mode date, date, 2025-11-08, , ",
    "push @a_chat --from 2025-11-01, range, , 2025-11-01, 2025-11-07",
    "push @a_chat --from yesterday --to today, range, , 2025-11-07, 2025-11-08",
    "push @a_chat --force, yesterday, , , "
  })
  void days_are_written_as_people_write_them(
      String line, String mode, String date, String from, String to) {
    CommandLineRunner.Result result = shell.run(line.split(" ", -1));

    assertThat(result.err()).isEmpty();
    JsonNode command = Json.MAPPER.readTree(pending().get(0));
    assertThat(command.path("mode").asString()).isEqualTo(mode);
    assertThat(command.path("date").asString(null)).isEqualTo(date);
    assertThat(command.path("from").asString(null)).isEqualTo(from);
    assertThat(command.path("to").asString(null)).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource({
    "https://t.me/a_chat/15?single, @a_chat",
    "tg://resolve?domain=a_chat, @a_chat",
    "https://t.me/c/1234567890/5, -1001234567890",
    "-1001234567890, -1001234567890"
  })
  void chats_are_written_as_browsers_write_them(String chat, String canonical) {
    CommandLineRunner.Result result = shell.run("push", chat, "--date", "yesterday");

    assertThat(result.err()).isEmpty();
    assertThat(Json.MAPPER.readTree(pending().get(0)).path("chat").asString()).isEqualTo(canonical);
  }

  @Test
  void two_forms_of_one_chat_are_one_command() {
    shell.run("push", "@ru_python", "t.me/ru_python", "https://t.me/s/ru_python/", "durov");

    assertThat(pending()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--limit 0, @a_chat: --limit must be from 1 to",
    "--to 2025-11-07, @a_chat: --from is missing",
    "--from 2025-11-07 --to 2025-11-01, --from 2025-11-07 is later than --to 2025-11-01",
    "--mode weekly, '@a_chat: --mode must be date, days'",
    "--mode date, @a_chat: --date is missing",
    "--date 07.11.2025, 'write 2025-11-07, yesterday or today'"
  })
  void a_refusal_names_the_option(String options, String problem) {
    CommandLineRunner.Result result = shell.run(("push @a_chat " + options).split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(problem);
    assertThat(pending()).isEmpty();
  }

  @Test
  void lines_and_files_of_windows_begin_with_a_byte_order_mark() throws IOException {
    Files.writeString(directory.resolve("chats.txt"), "\ufeff@ru_python\n");

    shell.run("push", "--chats-file", "chats.txt");
    shell.typing("\ufeff{\"chat\":\"durov\"}\n").run("push", "-");

    assertThat(pending()).hasSize(2);
    assertThat(pending().get(0)).contains("@ru_python");
    assertThat(pending().get(1)).contains("@durov");
  }

  private List<String> pending() {
    return redis
        .connection()
        .commands()
        .<String>getList(redis.keys().pending(), StringCodec.INSTANCE)
        .readAll();
  }

  private static String nobody() {
    return "127.0.0.1:" + FreePort.any();
  }
}

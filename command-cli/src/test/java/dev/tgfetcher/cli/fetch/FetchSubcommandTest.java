package dev.tgfetcher.cli.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.TwoChatsTelegram;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Freeze;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real TDLib reads from the emulator; there is no Redis. */
class FetchSubcommandTest {
  @TempDir private Path directory;
  private TestTelegram telegram;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up() throws InterruptedException {
    telegram = TwoChatsTelegram.start(directory.resolve("sessions"));
    shell = new CommandLineRunner(directory).at(telegram).with("DATA_DIR", data().toString());
    shell.with("REDIS_URL", "redis://127.0.0.1:1").with("RETRY_BASE_DELAY", "1ms");
  }

  @AfterEach
  void tear_down() {
    telegram.close();
  }

  private Path data() {
    return directory.resolve("data");
  }

  @Test
  void several_chats_become_files_without_any_redis() {
    CommandLineRunner.Result result =
        shell.run("fetch", "ru_python", "t.me/ru_java", "--days", "3");

    assertThat(result.out())
        .isEqualTo(
            """
            CHAT        OUTCOME  DAYS  SKIPPED  MESSAGES  SECONDS  ERROR
            @ru_python  done     3     0        3         0.0
            @ru_java    done     3     0        1         0.0
            """);
    assertThat(result.exitCode()).isZero();
    assertThat(data().resolve("ru_python/2025-11-05.json")).exists();
    assertThat(data().resolve("ru_java/2025-11-07.json")).exists();
  }

  @Test
  void elsewhere_than_on_a_terminal_each_day_is_a_plain_line() {
    CommandLineRunner.Result result = shell.run("fetch", "ru_python", "--days", "2");

    assertThat(result.err())
        .isEqualTo(
            """
            @ru_python 2025-11-07: 2 messages
            @ru_python 2025-11-06: 0 messages
            @ru_python done: 2 days, 2 messages in 0.0 s
            """);
  }

  @Test
  void a_chat_that_fails_does_not_keep_the_next_from_its_turn() {
    CommandLineRunner.Result result =
        shell.run("fetch", "nobody_here", "ru_java", "--date", "2025-11-07");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("@nobody_here  failed   0     0        0         0.0      chat_not_found: ")
        .contains("@ru_java      done     1     0        1         0.0\n");
  }

  @Test
  void json_is_one_document_with_every_file() {
    shell.run("fetch", "ru_python", "--date", "2025-11-05");

    CommandLineRunner.Result result =
        shell.run("fetch", "ru_python", "--days", "3", "--output", "json");

    JsonNode chat = Json.MAPPER.readTree(result.out()).get(0);
    assertThat(chat.path("chat").asString()).isEqualTo("@ru_python");
    assertThat(chat.path("outcome").asString()).isEqualTo("done");
    assertThat(chat.path("skipped").asInt()).isEqualTo(1);
    assertThat(chat.path("messages").asInt()).isEqualTo(2);
    assertThat(chat.path("error_type").isNull()).isTrue();
    assertThat(chat.path("days").size()).isEqualTo(2);
    JsonNode day = chat.path("days").get(0);
    assertThat(day.path("date").asString()).isEqualTo("2025-11-07");
    assertThat(Path.of(day.path("file_path").asString())).exists();
    assertThat(day.path("revision").asInt()).isEqualTo(1);
    assertThat(day.path("complete").asBoolean()).isTrue();
  }

  @Test
  void a_day_that_the_setting_forces_is_unchanged_too() {
    shell.run("fetch", "ru_python", "--date", "yesterday");

    CommandLineRunner.Result result =
        shell.with("FORCE_REFETCH", "true").run("fetch", "ru_python", "--date", "yesterday");

    assertThat(result.out())
        .containsPattern("2025-11-07 unchanged: 2 messages, revision 1, sha256 [0-9a-f]{12}");
  }

  @Test
  void a_forced_day_without_a_difference_is_unchanged_with_its_facts() {
    shell.run("fetch", "ru_python", "--date", "yesterday");

    CommandLineRunner.Result result =
        shell.run("fetch", "ru_python", "--date", "yesterday", "--force");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("@ru_python  unchanged  0     1 ")
        .containsPattern("2025-11-07 unchanged: 2 messages, revision 1, sha256 [0-9a-f]{12}");
    JsonNode chat =
        Json.MAPPER
            .readTree(
                shell
                    .run("fetch", "ru_python", "--date", "yesterday", "--force", "-o", "json")
                    .out())
            .get(0);
    assertThat(chat.path("unchanged").get(0).path("message_count").asInt()).isEqualTo(2);
    assertThat(chat.path("unchanged").get(0).path("checksum_sha256").asString()).hasSize(64);
  }

  @Test
  void one_command_a_day_is_carried_out_here_as_well() {
    CommandLineRunner.Result result =
        shell.run("fetch", "ru_python", "--days", "3", "--strategy", "per_day", "-o", "json");

    JsonNode chat = Json.MAPPER.readTree(result.out()).get(0);
    assertThat(chat.path("days").size()).isEqualTo(3);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void chats_and_mode_come_from_the_settings_when_the_line_has_none() {
    shell.with("TELEGRAM_CHATS", "[\"@ru_java\"]");

    assertThat(shell.run("fetch").exitCode()).isZero();
    assertThat(data().resolve("ru_java/2025-11-07.json")).exists();
    assertThat(data().resolve("ru_java/2025-11-06.json")).doesNotExist();

    shell.with("FETCH_MODE", "incremental").with("TELEGRAM_CHATS", "[\"@ru_python\"]");
    assertThat(shell.run("fetch").exitCode()).isZero();
    assertThat(data().resolve("ru_python/2025-11-05.json")).exists();
  }

  @Test
  void wrong_usage_is_reported_before_anything_is_fetched() {
    assertThat(shell.run("fetch").err()).contains("no chat: name one, or set TELEGRAM_CHATS");
    assertThat(shell.with("TELEGRAM_CHATS", "@ru_python").run("fetch").err())
        .contains("TELEGRAM_CHATS must be a JSON array");
    CommandLineRunner.Result result = shell.run("fetch", "ru_python", "no chat!");
    assertThat(result.err()).contains("'no chat!' must be");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(data()).doesNotExist();
  }

  @Test
  void trouble_is_tried_again_as_often_as_a_worker_would() {
    telegram.emulator().faults().failNext("contacts.resolveUsername", 1, 400, "STRANGE");

    CommandLineRunner.Result result =
        shell.run("fetch", "ru_python", "--date", "2025-11-07", "-o", "json");

    JsonNode chat = Json.MAPPER.readTree(result.out()).get(0);
    assertThat(chat.path("attempts").asInt()).isEqualTo(2);
    assertThat(chat.path("outcome").asString()).isEqualTo("done");
    assertThat(result.err()).contains("telegram, again in 1 s");
  }

  @Test
  void a_session_in_use_is_reported() throws Exception {
    TelegramSession held = TelegramSession.open(TestTelegram.library(), telegram.settings("main"));
    CommandLineRunner.Result result = shell.run("fetch", "ru_python", "--date", "2025-11-07");
    held.close();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("all sessions in").contains("are in use");
  }

  @Test
  void a_frozen_account_is_named_until_its_freeze_ends() {
    Account account = requireNonNull(telegram.emulator().world().account("79990000001"));
    account.freeze(new Freeze(1_762_509_600, 1_765_101_600, "https://t.me/spambot"));

    CommandLineRunner.Result first = shell.run("fetch", "ru_python", "--date", "2025-11-07");
    CommandLineRunner.Result second = shell.run("fetch", "ru_python", "--date", "2025-11-07");

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.out() + first.err())
        .contains("frozen since 2025-11-07T10:00:00Z", "https://t.me/spambot");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err())
        .contains("no session in ", "main: the account is frozen since", "https://t.me/spambot");

    account.unfreeze();
    SessionQuarantine.frozen(
            AccountFreeze.WITHOUT_DATES,
            CommandLineRunner.NOW.minus(SessionQuarantine.CHECK_INTERVAL))
        .mark(directory.resolve("sessions/main"));
    assertThat(shell.run("fetch", "ru_python", "--date", "2025-11-07").exitCode()).isZero();
  }

  @Test
  void an_interrupt_keeps_what_is_written_and_says_so() throws Exception {
    telegram.emulator().faults().block("contacts.resolveUsername");
    CompletableFuture<CommandLineRunner.Result> running = new CompletableFuture<>();
    Thread person =
        new Thread(() -> running.complete(shell.run("fetch", "ru_python", "--days", "3")));
    person.start();
    await().until(() -> telegram.emulator().requests().count("contacts.resolveUsername") > 0);

    person.interrupt();

    CommandLineRunner.Result result = running.join();
    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.out()).contains("@ru_python  interrupted");
  }
}

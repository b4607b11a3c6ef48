package dev.tgfetcher.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An operator changes things in the console, by the code of the command line. */
@ExtendWith(RedisServerExtension.class)
class ConsoleChangeTest {
  @TempDir private Path directory;
  private DeadLetterFixture box;
  private CommandLineRunner shell;
  private RunningConsole console;

  @BeforeEach
  void start(TestRedis redis) throws IOException, InterruptedException {
    box = new DeadLetterFixture(redis);
    Path users = directory.resolve("users");
    String hash = BCrypt.withDefaults().hashToString(4, "a password".toCharArray());
    Files.writeString(users, "ada:" + hash + ":operator\nben:" + hash + ":viewer\n");
    shell = box.shell(directory).with("CONSOLE_USERS", users.toString());
    console = RunningConsole.start(shell);
    console.login("ada", "a password");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private RunningConsole.Answer act(String name, String step, Map<String, String> values) {
    Map<String, String> fields = new HashMap<>(values);
    fields.put("step", step);
    fields.put("csrf", console.get("/").csrf());
    return console.post("/act/" + name, fields);
  }

  /** Runs a change, and returns the page of its end. */
  private String run(String name, Map<String, String> values) {
    RunningConsole.Answer started = act(name, "run", values);
    assertThat(started.status()).as(started.body()).isEqualTo(303);
    String page = started.header("Location");
    await().until(() -> !console.get(page).body().contains("It runs."));
    return console.get(page).body();
  }

  private JsonNode newestOfAudit() {
    return Json.MAPPER.readTree(shell.run("audit", "--limit", "1", "-o", "json").out()).get(0);
  }

  @Test
  void a_replay_is_previewed_run_once_and_audited_under_the_name_of_the_user() {
    box.put("@ru_python", ErrorType.ACCESS_DENIED);
    box.put("@durov", ErrorType.NETWORK);
    Map<String, String> values = Map.of("chat", "@ru_*", "rate", "50/s");

    String preview = act("replay", "preview", values).body();

    assertThat(preview)
        .contains("tg-fetcher dlq replay &#39;--chat=@ru_*&#39; --rate=50/s --as=ada --yes")
        .contains("1 would be replayed.");
    assertThat(box.elements()).hasSize(2);

    String end = run("replay", values);

    assertThat(end).contains("Done.", "1 replayed.");
    assertThat(box.elements()).hasSize(1);
    assertThat(box.pending()).singleElement().asString().contains("@ru_python");
    JsonNode entry = newestOfAudit();
    assertThat(entry.path("who").asString()).isEqualTo("ada");
    assertThat(entry.path("action").asString()).isEqualTo("dlq replay");
    assertThat(entry.path("count").asLong()).isEqualTo(1);
    assertThat(entry.path("command_line").asString())
        .isEqualTo("tg-fetcher dlq replay '--chat=@ru_*' --rate=50/s --as=ada --yes");
  }

  @Test
  void a_letter_is_edited_and_an_invalid_text_changes_nothing() throws IOException {
    String id = box.put("@ru_pyton", ErrorType.CHAT_NOT_FOUND);

    assertThat(console.get("/act/edit?ids=" + id).body()).contains("@ru_pyton");
    assertThat(act("edit", "preview", Map.of("ids", id, "payload", "{\"command\":1}")).body())
        .contains("This is no valid command: ");
    assertThat(box.elements()).singleElement().asString().contains("@ru_pyton");

    String payload = DeadLetterFixture.payload("@ru_python").replace(",", ",\r\n");
    assertThat(run("edit", Map.of("ids", id, "payload", payload))).contains("Done.");

    assertThat(box.elements()).singleElement().asString().contains("@ru_python");
    assertThat(newestOfAudit().path("who").asString()).isEqualTo("ada");
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.map(Path::toString).filter(name -> name.contains("dead-letter-")))
          .noneMatch(name -> Files.isReadable(Path.of(name)) && contains(name, "@ru_pyton\""));
    }
  }

  private static boolean contains(String file, String text) {
    try {
      return Files.readString(Path.of(file)).contains(text);
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void purged_letters_are_kept_in_a_file() throws IOException {
    box.put("@ru_python", ErrorType.ACCESS_DENIED);

    String end = run("purge", Map.of("all", "yes"));

    assertThat(end).contains("Done.", "1 purged. They are in ");
    assertThat(box.elements()).isEmpty();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(Path::toString)).anyMatch(name -> name.contains("dead-letters-"));
    }
  }

  @Test
  void a_slow_replay_is_stopped_between_two_letters() {
    for (String chat : List.of("@first_chat", "@second_chat", "@third_chat")) {
      box.put(chat, ErrorType.NETWORK);
    }
    String job = act("replay", "run", Map.of("all", "yes", "rate", "1/m")).header("Location");
    await().until(() -> box.pending().size() == 1);

    assertThat(console.get(job).body()).contains("It runs.", "Stop");
    console.post(job + "/stop", Map.of("csrf", console.get("/").csrf()));
    await().until(() -> !console.get(job).body().contains("It runs."));

    assertThat(console.get(job).body()).contains("It was stopped.", "1 replayed, 2 left.");
    assertThat(box.elements()).hasSize(2);
    assertThat(newestOfAudit().path("result").asString()).isEqualTo("interrupted");
  }

  @Test
  void commands_are_pushed_in_the_name_of_the_user_and_cancelled() {
    run("push", Map.of("chats", "@ru_python @durov", "mode", "date", "date", "2025-11-07"));

    assertThat(box.pending()).hasSize(2).allMatch(command -> command.contains("\"ada@"));
    assertThat(act("cancel", "preview", Map.of("chat", "@ru_*")).body())
        .contains("aria-label=\"Plan\"", "@ru_python");

    assertThat(run("cancel", Map.of("chat", "@ru_*"))).contains("Done.");
    assertThat(box.pending()).singleElement().asString().contains("@durov");
  }

  @Test
  void the_fleet_is_paused_with_a_reason_and_resumed() {
    assertThat(run("pause", Map.of())).contains("a reason is missing");
    assertThat(run("pause", Map.of("why", "the disk is full"))).contains("Done.");
    await()
        .untilAsserted(
            () ->
                assertThat(console.get("/").body())
                    .contains("Paused: the fleet", "by ada: the disk is full"));

    assertThat(run("resume", Map.of("all", "yes"))).contains("Done.");
    assertThat(newestOfAudit().path("action").asString()).isEqualTo("queue resume");
  }

  @Test
  void a_rate_limit_is_changed_for_all_accounts() {
    assertThat(run("limit", Map.of("class", "history", "rate", "15/30s"))).contains("Done.");
    assertThat(newestOfAudit().path("action").asString()).isEqualTo("limits set");
  }

  @Test
  void draining_a_worker_that_is_not_there_says_so() {
    assertThat(run("drain", Map.of("ids", "host-1-aa")))
        .contains("no living worker has the id host-1-aa");
    assertThat(run("undrain", Map.of("ids", "host-1-aa"))).contains("is not drained");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--all", "-y", "a --redis-url=redis://evil.example", "--as=eve", "x\u0000y -y"})
  void no_value_of_a_form_becomes_an_option(String ids) {
    box.put("@ru_python", ErrorType.ACCESS_DENIED);

    RunningConsole.Answer answer = act("replay", "run", Map.of("ids", ids));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("is no id, chat or value");
    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void a_value_with_the_form_of_an_option_stays_a_value() {
    box.put("@ru_python", ErrorType.ACCESS_DENIED);

    run("replay", Map.of("chat", "x --all"));

    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void a_change_without_a_selection_is_refused_by_the_subcommand() {
    box.put("@ru_python", ErrorType.ACCESS_DENIED);

    assertThat(act("purge", "preview", Map.of()).body())
        .contains("no selection: name dead letters");
    assertThat(run("purge", Map.of())).contains("no selection: name dead letters");
    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void a_viewer_sees_no_changes_and_may_make_none() {
    String id = box.put("@ru_python", ErrorType.ACCESS_DENIED);
    console.cookie("");
    console.login("ben", "a password");

    assertThat(console.get("/dead-letters/" + id).body()).doesNotContain("/act/");
    assertThat(console.get("/act/replay").status()).isEqualTo(403);
    assertThat(act("replay", "run", Map.of("all", "yes")).status()).isEqualTo(403);
    assertThat(box.elements()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "purge", "push", "pause", "limit", "cancel", "edit"})
  void without_the_secret_of_the_session_no_change_begins(String name) {
    box.put("@ru_python", ErrorType.ACCESS_DENIED);

    RunningConsole.Answer answer =
        console.post("/act/" + name, Map.of("step", "run", "all", "yes", "csrf", "00"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(box.elements()).hasSize(1);
    assertThat(box.pending()).isEmpty();
  }
}

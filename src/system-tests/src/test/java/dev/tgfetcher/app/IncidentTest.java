package dev.tgfetcher.app;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A chat becomes private, and hundreds of commands are dead-lettered. An operator corrects a
 * mistyped chat and replays the dead letters. Each command runs once.
 */
@Tag("app")
@ExtendWith(RedisServerExtension.class)
class IncidentTest {
  private static final int COMMANDS = 200;
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 3, 1);
  private static final Pattern INTERRUPTED =
      Pattern.compile("Interrupted: (\\d+) replayed, (\\d+) left\\.");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private QueueState queue;
  private String operator;
  private Chat chat;
  private TestTelegram telegram;
  private TestWorker worker;

  @BeforeEach
  void start_a_worker(TestRedis redis) throws InterruptedException {
    queue = new QueueState(redis);
    operator = "ada-" + redis.keys().queue();
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    chat = builder.supergroup("harbour_talk", "Harbour talk").joinedBy(account);
    for (int i = 0; i < COMMANDS; i++) {
      String noon = FIRST_DAY.plusDays(i) + "T12:00:00Z";
      chat.add(message -> message.at(noon).from(anna).text("at noon"));
    }
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
    environment.putAll(telegram.environment());
    environment.putAll(redis.environment());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    // This test is not about rate limits.
    for (String method : List.of("HISTORY", "MESSAGES", "RESOLVE", "FULL_INFO", "OTHER")) {
      environment.put("RATE_LIMIT_" + method, "10000/s");
    }
    worker = TestWorker.start(redis, telegram, folder, environment);
  }

  @AfterEach
  void stop_the_worker() {
    assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    telegram.close();
  }

  @Test
  void each_dead_lettered_command_runs_once_after_its_replay() throws Exception {
    List<String> payloads = payloads();
    chat.makePrivate();
    payloads.forEach(queue::push);
    await().until(() -> queue.deadLetters().size() == COMMANDS);

    assertThat(json("dlq", "list", "--limit", "20").size()).isEqualTo(20);
    JsonNode mistyped = json("dlq", "list", "--error-type", "chat_not_found");
    assertThat(mistyped.size()).isEqualTo(1);
    assertThat(
            cli(
                    "dlq",
                    "replay",
                    "--chat",
                    "harbour_t*",
                    "--error-type",
                    "access_denied",
                    "--dry-run")
                .out())
        .contains(COMMANDS - 1 + " would be replayed.");
    environment.put("EDITOR", "sed -i s/tlak/talk/");
    cli("dlq", "edit", mistyped.get(0).path("id").asString(), "--as", operator);

    chat.makePublic();
    String interrupted = interruptedReplay();
    Matcher counts = INTERRUPTED.matcher(interrupted);
    assertThat(counts.find()).as(interrupted).isTrue();
    int replayed = Integer.parseInt(counts.group(1));
    int left = Integer.parseInt(counts.group(2));
    assertThat(replayed + left).isEqualTo(COMMANDS);
    assertThat(queue.deadLetters()).hasSize(left);

    assertThat(cli("dlq", "replay", "--all", "--yes", "--as", operator).out())
        .contains(left + " replayed.");
    await().until(() -> events("messages_fetched").size() >= COMMANDS);

    assertThat(queue.deadLetters()).isEmpty();
    queue.hasPending().hasNothingInFlight();
    Map<String, Long> runs =
        events("messages_fetched").stream()
            .collect(groupingBy(IncidentTest::commandId, counting()));
    assertThat(runs.keySet())
        .containsExactlyInAnyOrderElementsOf(
            payloads.stream().map(payload -> CommandParser.parse(payload).commandId()).toList());
    assertThat(runs.values()).containsOnly(1L);
    assertThat(json("audit", "--who", operator).findValuesAsString("count"))
        .containsExactly(String.valueOf(left), String.valueOf(replayed), "1");
  }

  /** Payloads in the format of a scheduler. Most have no id; one has a mistyped chat. */
  private static List<String> payloads() {
    List<String> payloads = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String name = i == 7 ? "@harbour_tlak" : "@harbour_talk";
      String id = i % 10 == 0 ? ", \"command_id\": \"nightly-" + i + "\"" : "";
      payloads.add(
          "{\"command\": \"fetch\", \"chat\": \"%s\", \"date\": \"%s\"%s}"
              .formatted(name, FIRST_DAY.plusDays(i), id));
    }
    return payloads;
  }

  /** Starts a replay and interrupts it after 20 commands. Returns its output. */
  private String interruptedReplay() throws Exception {
    Path out = folder.resolve("replay.out");
    Process replay =
        BuiltApp.start(
            // A background job of a shell ignores SIGINT, and its children would inherit that.
            Path.of("/usr/bin/env"),
            folder,
            environment,
            out,
            folder.resolve("replay.err"),
            "--default-signal=INT",
            BuiltApp.LAUNCHER.toString(),
            "dlq",
            "replay",
            "--all",
            "--yes",
            "--rate",
            "20/s",
            "--as",
            operator);
    await().until(() -> queue.deadLetters().size() <= COMMANDS - 20);
    new ProcessBuilder("kill", "-INT", String.valueOf(replay.pid())).start().waitFor();
    assertThat(replay.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(replay.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    return BuiltApp.read(out);
  }

  private List<JsonNode> events(String name) {
    return queue.events().stream()
        .map(Json.MAPPER::readTree)
        .filter(event -> event.path("event").asString().equals(name))
        .toList();
  }

  private static String commandId(JsonNode event) {
    return event.path("command_id").asString();
  }

  private BuiltApp.Result cli(String... arguments) throws Exception {
    BuiltApp.Result result = BuiltApp.run(BuiltApp.LAUNCHER, folder, environment, arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private JsonNode json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return Json.MAPPER.readTree(cli(all.toArray(String[]::new)).out());
  }
}

package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.terminal.Terminal;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class DlqReplaySubcommandTest {
  private static final Terminal AT_TERMINAL = new Terminal(true, true, true, true);

  @TempDir private Path directory;
  private TestRedis redis;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  @Test
  void a_letter_goes_to_the_end_of_the_queue_with_the_ids_that_it_had() {
    DeadLetter letter =
        DeadLetterFixture.letter(
            DeadLetterFixture.payload("@ru_python"), ErrorType.NETWORK, box.death);
    String id = box.put(letter);
    redis.connection().commands().getList(redis.keys().pending(), StringCodec.INSTANCE).add("old");

    CommandLineRunner.Result result = shell.run("dlq", "replay", id.substring(0, 6), "--yes");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            CHAT        ERROR TYPE  LETTERS  OLDEST  NEWEST
            @ru_python  network     1        1h      1h
            1 replayed.
            """);
    assertThat(box.elements()).isEmpty();
    assertThat(box.pending()).hasSize(2).startsWith("old");
    ParsedCommand.Valid command = (ParsedCommand.Valid) CommandParser.parse(box.pending().get(1));
    assertThat(command.commandId()).isEqualTo(letter.commandId());
    assertThat(command.correlationId()).isEqualTo(letter.correlationId());
    assertThat(command.command().requestedBy()).isEqualTo("scheduler");
  }

  @Test
  void with_wait_it_ends_with_the_results_of_the_commands() {
    box.put("@ru_python", ErrorType.NETWORK);
    CompletableFuture<CommandLineRunner.Result> waiting = new CompletableFuture<>();
    Thread person =
        new Thread(
            () ->
                waiting.complete(
                    shell.run("dlq", "replay", "--all", "--yes", "--wait", "-o", "json")));
    person.start();
    CommandQueue worker = QueueFixtures.queue(redis);
    Lease lease =
        await().until(() -> worker.lease(Duration.ofSeconds(1)), Optional::isPresent).get();
    assertThat(waiting).isNotDone();
    worker.complete(
        lease,
        List.of(
            QueueFixtures.EVENTS.skipped(
                lease.command(),
                lease.run(),
                LocalDate.of(2025, 11, 7),
                SkipReason.ALREADY_COMPLETE)));

    CommandLineRunner.Result result = waiting.join();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().toList()).hasSize(2);
    assertThat(result.out().lines().toList().get(1))
        .contains("\"outcome\":\"done\"", "\"skipped\":1");
  }

  @Test
  void attempts_and_interruptions_start_again() {
    DeadLetter letter =
        DeadLetterFixture.letter(
            DeadLetterFixture.payload("@ru_python"), ErrorType.NETWORK, box.death);
    box.put(letter);
    String counters = redis.keys().meta(Payload.of(letter.replayPayload()).sha256());
    Map<String, String> map = redis.connection().commands().getMap(counters, StringCodec.INSTANCE);
    map.putAll(Map.of("attempts", "2", "interruptions", "2", "day:2025-11-07", "1"));

    shell.run("dlq", "replay", "--all", "--yes");

    assertThat(map).containsOnlyKeys("day:2025-11-07", "claims", "first_seen", "replay_of");
  }

  @Test
  void a_payload_with_its_own_error_field_goes_back_to_the_byte() {
    String payload = DeadLetterFixture.payload("@ru_python").replace("}", ", \"error\": \"mine\"}");
    box.put(DeadLetterFixture.letter(payload, ErrorType.NETWORK, box.death));

    shell.run("dlq", "replay", "--all", "--yes");

    assertThat(box.pending()).containsExactly(payload);
  }

  @Test
  void the_oldest_goes_first_and_a_second_run_finds_nothing() {
    List<String> chats = List.of("@chat_c", "@chat_a", "@chat_b");
    chats.forEach(chat -> box.put(chat, ErrorType.NETWORK));

    shell.run("dlq", "replay", "--all", "--yes");
    CommandLineRunner.Result again = shell.run("dlq", "replay", "--all", "--yes");

    assertThat(box.pending()).extracting(this::chat).containsExactlyElementsOf(chats);
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).isEqualTo("No dead letter to replay.\n");
  }

  @Test
  void filters_and_a_limit_leave_the_others_where_they_are() {
    box.put("@ru_python", ErrorType.NETWORK);
    String other = box.put("@durov", ErrorType.NETWORK);
    box.put("@ru_java", ErrorType.NETWORK);
    String third = box.put("@ru_go", ErrorType.NETWORK);

    CommandLineRunner.Result result =
        shell.run("dlq", "replay", "--chat", "ru_*", "--limit", "2", "--yes", "-o", "json");

    JsonNode report = Json.MAPPER.readTree(result.out());
    assertThat(report.propertyNames())
        .containsExactly(
            "matched", "changed", "left", "gone", "malformed", "result", "backup", "groups");
    assertThat(report.path("changed").asInt()).isEqualTo(2);
    assertThat(report.path("groups").size()).isEqualTo(2);
    assertThat(box.pending()).extracting(this::chat).containsExactly("@ru_python", "@ru_java");
    assertThat(box.elements())
        .extracting(element -> Payload.of(element).sha256().substring(0, 12))
        .containsExactly(other, third);
  }

  @Test
  void more_than_a_page_of_letters_is_found_between_others() {
    for (int i = 0; i < 1_300; i++) {
      box.put("@chat_" + i, i % 3 == 0 ? ErrorType.NETWORK : ErrorType.TELEGRAM);
    }

    CommandLineRunner.Result result =
        shell.run("dlq", "replay", "--error-type", "telegram", "--yes");

    assertThat(result.out()).contains("... and 846 rows more", "866 replayed.");
    assertThat(box.pending()).hasSize(866).doesNotHaveDuplicates();
    assertThat(box.elements()).hasSize(434);
  }

  @Test
  void identical_letters_go_each() {
    String id = box.put("@ru_python", ErrorType.NETWORK);
    box.put("@ru_python", ErrorType.NETWORK);

    assertThat(shell.run("dlq", "replay", id, "--yes").out()).contains("2 replayed.");

    assertThat(box.pending()).hasSize(2);
    assertThat(box.elements()).isEmpty();
  }

  @Test
  void a_dry_run_shows_and_changes_nothing() {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.run("dlq", "replay", "--all", "--dry-run");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("@ru_python  network", "1 would be replayed.");
    assertThat(box.elements()).hasSize(1);
    assertThat(box.pending()).isEmpty();
  }

  @Test
  void without_a_terminal_and_without_yes_it_is_wrong_usage() {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.run("dlq", "replay", "--all");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Replay 1 dead letter?", "--yes", "--dry-run");
    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void at_a_terminal_it_asks() {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result no = shell.on(AT_TERMINAL).typing("n\n").run("dlq", "replay", "--all");
    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.err()).isEqualTo("Replay 1 dead letter? [y/N] ");
    assertThat(no.out()).contains("Nothing was replayed.");
    assertThat(box.elements()).hasSize(1);

    CommandLineRunner.Result yes =
        shell.on(AT_TERMINAL).typing("y\n").run("dlq", "replay", "--all");
    assertThat(yes.exitCode()).isZero();
    assertThat(box.elements()).isEmpty();
  }

  @Test
  void everything_has_to_be_asked_for() {
    CommandLineRunner.Result nothing = shell.run("dlq", "replay", "--yes");
    CommandLineRunner.Result both = shell.run("dlq", "replay", "abc", "--chat", "x", "--yes");

    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("or add --all");
    assertThat(both.exitCode()).isEqualTo(2);
  }

  @Test
  void a_malformed_letter_that_was_named_is_refused_with_the_remedy() {
    String id = box.put(DeadLetterFixture.letter("not json", ErrorType.INVALID_COMMAND, box.death));

    CommandLineRunner.Result result = shell.run("dlq", "replay", id, "--yes");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("malformed", "dlq edit " + id);
    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void malformed_letters_and_rubbish_stay_when_all_go() {
    box.put(DeadLetterFixture.letter("not json", ErrorType.INVALID_COMMAND, box.death));
    box.putElement("rubbish");
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.run("dlq", "replay", "--all", "--yes");

    assertThat(result.out()).contains("2 malformed stay: 'tg-fetcher dlq edit'", "1 replayed.");
    assertThat(box.elements()).hasSize(2);
    assertThat(box.pending()).hasSize(1);
  }

  @Test
  void a_limit_of_nothing_is_refused() {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.run("dlq", "replay", "--all", "--yes", "--limit", "0");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'0' is no number from 1");
    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void a_rate_that_is_none_is_refused() {
    CommandLineRunner.Result result = shell.run("dlq", "replay", "--all", "--rate", "fast");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'fast' is not a rate; write requests per period");
  }

  @Test
  void an_interrupt_says_how_many_went_and_how_many_are_left() throws Exception {
    for (int i = 0; i < 5; i++) {
      box.put("@chat_" + i, ErrorType.NETWORK);
    }
    CompletableFuture<CommandLineRunner.Result> result = new CompletableFuture<>();
    Thread person =
        new Thread(
            () ->
                result.complete(
                    shell.run(
                        "dlq", "replay", "--all", "--yes", "--rate", "1/h", "--as", box.person())));
    person.start();

    await()
        .until(() -> box.pending().size() == 1 && person.getState() == Thread.State.TIMED_WAITING);
    person.interrupt();

    assertThat(result.get().exitCode()).isEqualTo(130);
    assertThat(result.get().out()).contains("Interrupted: 1 replayed, 4 left.");
    assertThat(box.elements()).hasSize(4);
    assertThat(shell.run("audit", "--who", box.person()).out())
        .containsPattern("dlq replay +1 +interrupted +--all");
  }

  @Test
  void the_audit_names_the_actor_and_the_filter_of_a_replay() {
    box.put("@ru_python", ErrorType.NETWORK);

    shell.run("dlq", "replay", "--error-type", "network", "--yes", "--as", box.person());

    assertThat(shell.run("audit", "--who", box.person()).out())
        .hasLineCount(2)
        .containsPattern("dlq replay +1 +done +--error-type network");
  }

  private String chat(String payload) {
    return Json.MAPPER.readTree(payload).path("chat").asString();
  }
}

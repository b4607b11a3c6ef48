package dev.tgfetcher.operations;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scheduler follows its commands to their ends, with the rights of the user "scheduler" alone.
 */
class FollowedCommandsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final int COMMANDS = 50;

  @TempDir Path folder;

  private static World world() {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    Chat chat = builder.supergroup("your_channel", "Your channel");
    chat.joinedBy(account);
    Instant noon = Instant.parse(DAY + "T12:00:00Z");
    chat.add(message -> message.at(noon).from(anna).text("first"));
    return builder.build();
  }

  /**
   * The last commands are one of three parts, one of a chat that does not exist, and a malformed
   * one.
   */
  private static String command(int number) {
    String chat = number == COMMANDS - 2 ? "nobody_here" : "your_channel";
    LocalDate first = DAY.minusDays(4L * number);
    String days =
        number == COMMANDS - 1
            ? "\"mode\":\"date\""
            : number == COMMANDS - 3
                ? "\"from\":\"%s\",\"to\":\"%s\",\"strategy\":\"per_day\""
                    .formatted(first, first.plusDays(2))
                : "\"date\":\"%s\"".formatted(first);
    return "{\"command\":\"fetch\",\"chat\":\"@%s\",%s,\"command_id\":\"%s\",\"batch_id\":\"followed\",\"batch_size\":%d}"
        .formatted(chat, days, id(number), COMMANDS);
  }

  private static String id(int number) {
    return "followed-" + number;
  }

  private static String result(int number) {
    return "{tg_commands}:result:" + id(number);
  }

  private static String expected(int number) {
    return number >= COMMANDS - 2 ? "dead_lettered" : "done";
  }

  @Test
  void fifty_commands_are_followed_to_their_ends() throws Exception {
    List<Integer> numbers = IntStream.range(0, COMMANDS).boxed().toList();
    World world = world();
    try (RedisServerProcess server = RedisUsers.start(folder);
        TestRedis redis = new TestRedis(RedisUsers.WORKER.url(server.port()), "tg_commands");
        TestTelegram telegram = TestTelegram.start(world, folder.resolve("sessions"))) {
      telegram.logIn("main", world.accounts().iterator().next());
      try (TestWorker worker =
              TestWorker.start(redis, telegram, folder, Map.of("EVENTS_CHANNEL", "tg_events"));
          RespConnection scheduler = RedisUsers.SCHEDULER.connect(server.port());
          RespConnection admin = RedisUsers.TEST.connect(server.port())) {
        numbers.forEach(number -> scheduler.call("RPUSH", "tg_commands", command(number)));

        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(numbers)
                        .allSatisfy(
                            number ->
                                assertThat(scheduler.text("HGET", result(number), "state"))
                                    .isEqualTo(expected(number))));

        String events = scheduler.text("XRANGE", "tg_events:stream", "-", "+");
        assertThat(numbers)
            .allSatisfy(number -> assertThat(ends(number, events)).as(id(number)).isEqualTo(1));
        assertThat(count("\"event\":\"command_completed\"", events)).isEqualTo(COMMANDS + 3);
        assertThat(
                count(
                    "\"batch_completed\"[^}]*\"commands\":50,\"done\":48,\"dead_lettered\":2,",
                    events))
            .isEqualTo(1);
        assertThat(scheduler.text("HGET", "{tg_commands}:batch:followed", "open")).isEqualTo("0");
        assertThat(RedisUsers.SCHEDULER.refused(admin)).isEmpty();
        assertThat(RedisUsers.WORKER.refused(admin)).isEmpty();
        assertThat(worker.exitCode()).isNotDone();
      }
    }
  }

  private static long ends(int number, String events) {
    return count(
        "\"event\":\"command_completed\"[^}]*\"command_id\":\"" + id(number) + "\"", events);
  }

  private static long count(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}

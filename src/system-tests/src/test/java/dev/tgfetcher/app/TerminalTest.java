package dev.tgfetcher.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/** The output on a real terminal, at several widths. */
@Tag("app")
@ExtendWith(RedisServerExtension.class)
class TerminalTest {
  private static final String PROMPT = "ada: ";
  private static final int LETTERS = 400;

  @TempDir private Path folder;
  private TestRedis redis;
  private Tmux terminal;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    Tmux.assumeInstalled("tmux");
    redis = ownRedis;
    RList<String> letters =
        redis.connection().commands().getList(redis.keys().failed(), StringCodec.INSTANCE);
    for (int i = 0; i < LETTERS; i++) {
      letters.add(letter(i));
    }
  }

  private static String letter(int number) {
    String payload =
        "{\"command\": \"fetch\", \"chat\": \"@harbour\", \"mode\": \"days\", \"days\": %d}"
            .formatted(1 + number % 365);
    String id = "id-" + number;
    return DeadLetter.of(
            payload, Instant.now(), "e", ErrorType.NETWORK, 0, 0, "w", id, id, null, List.of())
        .toJson();
  }

  private void open(int columns) throws Exception {
    open(columns, redis.environment());
  }

  private void open(int columns, Map<String, String> settings) throws Exception {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PS1", PROMPT);
    terminal = Tmux.open(folder, environment, columns, "bash", "--norc", "--noprofile");
    terminal.await(lines -> last(lines).equals(PROMPT.strip()));
  }

  @AfterEach
  void close() throws Exception {
    if (terminal != null) {
      terminal.close();
    }
  }

  private void run(String arguments) throws Exception {
    terminal.enter("clear; " + BuiltApp.LAUNCHER + " " + arguments);
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static Predicate<List<String>> lastIs(String regex) {
    return lines -> last(lines).matches(regex);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 40})
  void a_progress_bar_is_redrawn_in_one_line_and_ctrl_c_removes_it(int columns) throws Exception {
    open(columns);
    run("dlq replay --all --yes --rate 10/s");

    Predicate<List<String>> bar = lastIs("\\[#*\\.+] \\d+ of 400  .*/s  \\d+s left");
    List<String> early = terminal.await(bar);
    List<String> later = terminal.await(bar.and(lines -> !last(lines).equals(last(early))));
    assertThat(later).hasSameSizeAs(early);
    assertThat(later.subList(0, later.size() - 1)).isEqualTo(early.subList(0, early.size() - 1));
    terminal.press("C-c");

    List<String> end = terminal.await(lines -> last(lines).equals(PROMPT.strip()));
    assertThat(end.get(end.size() - 2)).matches("Interrupted: \\d+ replayed, \\d+ left\\.");
    assertThat(end).noneMatch(line -> line.contains("of 400") || line.contains("^C"));
    assertThat(terminal.property("cursor_flag")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 40})
  void the_status_is_redrawn_on_an_alternate_screen_that_ctrl_c_closes(int columns)
      throws Exception {
    open(columns);
    terminal.enter("echo earlier output");
    run("status --watch");

    List<String> early =
        terminal.await(
            lines -> lines.size() > 8 && lines.get(0).startsWith("tg-fetcher status  2"));
    assertThat(early).contains("no living worker").anyMatch(line -> line.matches("failed +400.*"));
    List<String> later =
        terminal.await(lines -> lines.size() == early.size() && !lines.equals(early));
    assertThat(later.get(0)).startsWith("tg-fetcher status  2").isNotEqualTo(early.get(0));
    assertThat(terminal.property("alternate_on")).isEqualTo("1");
    terminal.press("C-c");

    terminal.await(lines -> last(lines).equals(PROMPT.strip()));
    assertThat(terminal.property("alternate_on")).isEqualTo("0");
    assertThat(terminal.property("cursor_flag")).isEqualTo("1");
  }

  @Test
  void a_waiting_push_shows_a_progress_bar_and_can_be_interrupted() throws Exception {
    open(80);
    run("push @harbour @quay --date 2025-11-07 --wait");

    terminal.await(lastIs("\\[\\.+] 0/2 commands  0 failed  0 messages"));
    terminal.press("C-c");

    List<String> end = terminal.await(lines -> last(lines).equals(PROMPT.strip()));
    assertThat(end).anyMatch(line -> line.startsWith("interrupted: the fleet goes on"));
    assertThat(end).noneMatch(line -> line.contains("0/2"));
  }

  @Test
  void a_fetch_shows_days_and_flood_waits_and_ends_with_a_summary() throws Exception {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    builder
        .supergroup("harbour_talk", "Harbour talk")
        .joinedBy(account)
        .add(message -> message.at("2025-11-07T12:00:00Z").from(anna).text("at noon"));
    try (TestTelegram telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"))) {
      telegram.logIn("main", account);
      telegram.emulator().faults().failNext("messages.search", 1, 420, "FLOOD_WAIT_9");
      Map<String, String> environment = new HashMap<>(telegram.environment());
      environment.put("DATA_DIR", folder.resolve("data").toString());
      open(80, environment);
      run("fetch harbour_talk --from 2025-11-05 --to 2025-11-07");

      terminal.await(lastIs("@harbour_talk  \\[#*\\.+] \\d days left  flood wait \\d s  .*/s"));

      List<String> end = terminal.await(lines -> last(lines).equals(PROMPT.strip()));
      assertThat(end)
          .containsOnlyOnce("@harbour_talk 2025-11-07: 1 messages")
          .anyMatch(line -> line.matches("@harbour_talk  done +3 +0 +1 .*"))
          .noneMatch(line -> line.contains("days left"));
    }
  }

  private static Predicate<List<String>> showsNo(String letter) {
    String error = "error: no dead letter has the id " + letter;
    return lines -> lines.stream().anyMatch(line -> line.startsWith(error));
  }

  @Test
  void a_pipe_gets_neither_colours_nor_redrawn_lines() throws Exception {
    open(80);
    run("dlq replay --all --yes 2>&1 | od -c | grep -c 033; echo en''ded");

    List<String> end = terminal.await(lines -> lines.contains("ended"));
    assertThat(end.get(end.indexOf("ended") - 1)).isEqualTo("0");
  }

  @Test
  void colours_are_used_on_a_terminal_without_no_color() throws Exception {
    open(80);
    run("dlq show nothing 2>err; grep -c 33 err");
    terminal.await(lines -> lines.contains("0"));

    run("dlq show this");
    terminal.await(showsNo("this"));
    assertThat(terminal.colouredLines()).anyMatch(line -> line.contains("\u001b[31m"));

    terminal.enter("export NO_COLOR=1");
    run("dlq show that");
    terminal.await(showsNo("that"));
    assertThat(terminal.colouredLines()).noneMatch(line -> line.contains("\u001b[31m"));
  }
}

package dev.tgfetcher.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.TwoChatsTelegram;
import dev.tgfetcher.cli.terminal.Terminal;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sessions of the real TDLib at the emulator. */
class SessionsSubcommandTest {
  @TempDir private Path directory;
  private TestTelegram telegram;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up() throws InterruptedException {
    telegram = TwoChatsTelegram.start(sessions());
    shell = new CommandLineRunner(directory).at(telegram);
  }

  @AfterEach
  void tear_down() {
    telegram.close();
  }

  private Path sessions() {
    return directory.resolve("sessions");
  }

  @Test
  void sessions_are_listed_with_account_and_state() throws Exception {
    Files.createDirectories(sessions().resolve("second"));
    new SessionQuarantine("401 SESSION_REVOKED", CommandLineRunner.NOW)
        .mark(sessions().resolve("second"));

    assertThat(shell.run("sessions", "list").out())
        .isEqualTo(
            """
            SESSION  ACCOUNT    STATE        REASON
            main     +79***001  free
            second   unknown    quarantined  401 SESSION_REVOKED, since 2025-11-08T10:30:00Z
            """);

    TelegramSession open = TelegramSession.open(TestTelegram.library(), telegram.settings("main"));
    JsonNode listed = Json.MAPPER.readTree(shell.run("sessions", "list", "-o", "json").out());
    open.close();
    assertThat(listed.get(0).path("state").asString()).isEqualTo("in_use");
    assertThat(listed.get(0).path("reason").asString())
        .isEqualTo("process " + ProcessHandle.current().pid());
    assertThat(listed.get(1).path("account").isNull()).isTrue();
  }

  @Test
  void a_session_of_a_frozen_account_is_listed_with_its_dates_and_its_appeal() {
    AccountFreeze freeze =
        new AccountFreeze(
            Instant.parse("2025-11-07T10:00:00Z"),
            Instant.parse("2025-12-07T10:00:00Z"),
            "https://t.me/spambot");
    SessionQuarantine.frozen(freeze, CommandLineRunner.NOW).mark(sessions().resolve("main"));

    assertThat(shell.run("sessions", "list").out())
        .contains(
            "main     +79***001  frozen  the account is frozen since 2025-11-07T10:00:00Z, and"
                + " Telegram deletes it at 2025-12-07T10:00:00Z: appeal at https://t.me/spambot;"
                + " checked again at 2025-11-08T10:35:00Z");
  }

  @Test
  void logging_out_asks_and_then_ends_the_session_at_telegram() {
    assertThat(shell.run("sessions", "logout", "main").err()).contains("add --yes");
    Terminal person = new Terminal(true, true, true, true);
    CommandLineRunner.Result refused =
        shell.on(person).typing("n\n").run("sessions", "logout", "main");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("End session main (+79***001) for good? [y/N]");
    assertThat(sessions().resolve("main")).exists();

    CommandLineRunner.Result result = shell.typing("y\n").run("sessions", "logout", "main");

    assertThat(result.exitCode()).isZero();
    assertThat(telegram.emulator().requests().count("auth.logOut")).isEqualTo(1);
    assertThat(sessions().resolve("main")).doesNotExist();
  }

  @Test
  void a_session_that_telegram_ended_is_removed() {
    telegram
        .emulator()
        .faults()
        .revokeSessions(telegram.emulator().world().accounts().iterator().next());

    CommandLineRunner.Result result = shell.run("sessions", "logout", "main", "--yes");

    assertThat(result.exitCode()).isZero();
    // TDLib may notice the end before or after the request to log out.
    assertThat(result.err()).contains("session main (+79***001)");
    assertThat(sessions().resolve("main")).doesNotExist();
  }

  @Test
  void a_new_key_opens_the_session_and_the_old_one_does_not() throws Exception {
    Files.writeString(directory.resolve("key"), "a new key\n");

    CommandLineRunner.Result result =
        shell.run("sessions", "rekey", "main", "--new-key-file", "key");

    assertThat(result.err()).contains("Session main (+79***001) has its new key.");
    assertThat(result.exitCode()).isZero();
    assertThat(sessions()).isDirectoryNotContaining(path -> path.toString().contains("backup"));
    assertThat(shell.run("sessions", "logout", "main", "--yes").err()).contains("SESSION_KEY");
    shell.with("SESSION_KEY", "a new key");
    assertThat(shell.run("sessions", "logout", "main", "--yes").exitCode()).isZero();
    assertThat(telegram.emulator().requests().count("auth.sendCode")).isEqualTo(1);
  }

  @Test
  void a_failed_change_of_keys_leaves_the_session_as_it_was() {
    telegram.emulator().pause();
    shell.with("SESSION_KEY", "not the key of this session").with("SESSION_KEY_NEW", "new");

    CommandLineRunner.Result result = shell.run("sessions", "rekey", "main");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(sessions()).isDirectoryNotContaining(path -> path.toString().contains("backup"));
    telegram.emulator().resume();
    shell.with("SESSION_KEY", TestTelegram.KEY);
    assertThat(shell.run("sessions", "logout", "main", "--yes").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../precious", "main/.."})
  void no_name_reaches_beyond_a_session(String name) throws Exception {
    Files.createDirectories(directory.resolve("precious"));
    Files.writeString(directory.resolve("key"), "a new key");

    for (CommandLineRunner.Result result :
        List.of(
            shell.run("sessions", "logout", name, "--yes"),
            shell.run("sessions", "rekey", name, "--new-key-file", "key"),
            shell.run("login", "--session", name))) {
      assertThat(result.err()).contains("a session is called by");
      assertThat(result.exitCode()).isEqualTo(2);
    }

    assertThat(sessions().resolve("main")).isNotEmptyDirectory();
    assertThat(directory.resolve("precious")).exists();
    assertThat(directory).isDirectoryNotContaining("glob:**.zip");
  }

  @Test
  void a_folder_of_the_file_system_is_no_session() throws Exception {
    Files.createDirectories(sessions().resolve("lost+found"));
    Files.createDirectories(sessions().resolve(".snapshot"));

    assertThat(shell.run("sessions", "list").out()).doesNotContain("lost+found", ".snapshot");
  }

  @Test
  void wrong_usage_is_reported() {
    assertThat(shell.run("sessions", "rekey", "main").err()).contains("SESSION_KEY_NEW");
    assertThat(shell.run("sessions", "logout", "none", "--yes").err())
        .contains("there is no session 'none'");
  }
}

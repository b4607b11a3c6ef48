package dev.tgfetcher.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.emulator.PatchedTdlib;
import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.telegram.library.ConfiguredBinding;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real TDLib logs in to the emulator. */
class LoginSubcommandTest {
  @TempDir private Path directory;
  private TelegramEmulator telegram;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up() throws InterruptedException {
    WorldBuilder world = World.builder();
    world.account("+999661234567", "22222");
    world.account("+999667654321", "33333").password("lighthouse");
    telegram = TelegramEmulator.start(world.build());
    Path tdlib = TdlibProvisioner.ofThisMachine(System.getenv(), line -> {}).provide();
    shell =
        new CommandLineRunner(directory)
            .with("TELEGRAM_API_ID", "1")
            .with("TELEGRAM_API_HASH", "hash-of-the-test")
            .with("TELEGRAM_PROXY", telegram.proxyUrl())
            .with("SESSION_DIR", directory.resolve("sessions").toString())
            .with("SESSION_KEY", "a key of the test")
            .with("TDLIB_BINDING", ConfiguredBinding.of(System.getenv()).name())
            .with("TDLIB_LIBRARY", PatchedTdlib.patch(tdlib, directory).toString());
  }

  @AfterEach
  void tear_down() {
    telegram.close();
  }

  @Test
  void the_phone_and_the_code_make_a_session() {
    CommandLineRunner.Result result = shell.typing("+999661234567\n22222\n").run("login");

    assertThat(result.err()).contains("Phone number", "Code sent");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("main", "+99***567", directory.resolve("sessions/main").toString())
        .doesNotContain("999661234567");
    assertThat(directory.resolve("sessions/main")).isDirectory();
  }

  @Test
  void a_password_is_asked_for_when_the_account_has_one() {
    CommandLineRunner.Result result =
        shell
            .with("TELEGRAM_PHONE", "+999667654321")
            .typing("33333\nlighthouse\n")
            .run("login", "--session", "second", "--output", "json");

    assertThat(result.err()).contains("Password");
    assertThat(result.out()).contains("\"session\":\"second\"", "\"account\":\"+99***321\"");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void input_that_ends_too_early_ends_the_login() {
    CommandLineRunner.Result result = shell.typing("+999661234567\n").run("login");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("error: standard input ended before the login was done");
  }

  @Test
  void after_an_aborted_qr_login_the_phone_number_is_asked_for() throws Exception {
    CompletableFuture<CommandLineRunner.Result> aborted = new CompletableFuture<>();
    Thread person = new Thread(() -> aborted.complete(shell.run("login", "--qr")));
    person.start();
    await().until(() -> telegram.requests().count("auth.exportLoginToken") > 0);
    await().until(() -> person.getState() == Thread.State.TIMED_WAITING);
    person.interrupt();
    assertThat(aborted.join().exitCode()).isEqualTo(130);

    CommandLineRunner.Result result = shell.typing("+999661234567\n22222\n").run("login");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("Phone number").doesNotContain("authorizationState");
  }

  @Test
  void doctor_opens_the_session_and_names_a_wrong_key() {
    shell.typing("+999661234567\n22222\n").run("login");
    shell.with("REDIS_URL", "redis://127.0.0.1:1");

    assertThat(shell.run("doctor").out()).contains("passed  session key", "opens main");
    assertThat(shell.with("SESSION_KEY", "another key").run("doctor").out())
        .contains("failed  session key", "SESSION_KEY does not open the session");
  }

  @Test
  void a_missing_api_id_is_reported_before_any_question() {
    CommandLineRunner.Result result = new CommandLineRunner(directory).run("login");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("TELEGRAM_API_ID").hasLineCount(1);
  }
}

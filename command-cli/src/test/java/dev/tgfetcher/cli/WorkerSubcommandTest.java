package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.PatchedTdlib;
import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.telegram.library.ConfiguredBinding;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A worker that cannot start reports the reason in one line. */
@ExtendWith(RedisServerExtension.class)
class WorkerSubcommandTest {
  @TempDir private Path directory;
  private TelegramEmulator telegram;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) throws InterruptedException {
    WorldBuilder world = World.builder();
    world.account("+999661234567", "22222");
    telegram = TelegramEmulator.start(world.build());
    Path tdlib = TdlibProvisioner.ofThisMachine(System.getenv(), line -> {}).provide();
    shell =
        new CommandLineRunner(directory)
            .at(redis)
            .with("HTTP_PORT", "0")
            .with("TELEGRAM_API_ID", "1")
            .with("TELEGRAM_API_HASH", "hash-of-the-test")
            .with("TELEGRAM_PROXY", telegram.proxyUrl())
            .with("SESSION_DIR", directory.resolve("sessions").toString())
            .with("SESSION_KEY", "a key of the test")
            .with("DATA_DIR", directory.resolve("data").toString())
            .with("TDLIB_BINDING", ConfiguredBinding.of(System.getenv()).name())
            .with("TDLIB_LIBRARY", PatchedTdlib.patch(tdlib, directory).toString());
  }

  @AfterEach
  void tear_down() {
    telegram.close();
  }

  @Test
  void no_api_id() {
    refused(shell.with("TELEGRAM_API_ID", ""), 2, "TELEGRAM_API_ID is not set");
  }

  @Test
  void no_session() {
    refused(shell, 3, "run `tg-fetcher login`");
  }

  @Test
  void a_redis_that_refuses_the_password(TestRedis redis) {
    String wrong = redis.url().replace("://", "://:wrong@");

    refused(shell.with("REDIS_URL", wrong), 4, "refuses the login");
  }

  @Test
  void a_redis_that_does_not_answer_is_waited_for_until_a_stop() {
    CommandLineRunner.Result result =
        shell.with("REDIS_URL", "redis://127.0.0.1:1").run("worker", "--exit-with-parent");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void a_corrupt_library() throws Exception {
    Path corrupt = Files.writeString(directory.resolve("corrupt.so"), "no library");

    refused(shell.with("TDLIB_LIBRARY", corrupt.toString()), 1, "TDLIB_LIBRARY=" + corrupt);
  }

  @Test
  void a_binding_that_is_unknown_or_missing() {
    refused(shell.with("TDLIB_BINDING", "jsn"), 1, "TDLIB_BINDING=jsn: there is no such binding");
    refused(shell.with("TDLIB_BINDING", "tdlight"), 1, "mvn -Ptdlight -Dtdlight.repository=");
  }

  @Test
  void a_wrong_session_key() {
    logIn();

    refused(shell.with("SESSION_KEY", "another"), 1, "SESSION_KEY does not open the session");
  }

  @Test
  void an_unwritable_data_directory() throws Exception {
    logIn();
    Files.createFile(directory.resolve("data"));

    refused(shell, 1, directory.resolve("data").toString());
  }

  @Test
  void the_end_of_its_parent_stops_it() {
    logIn();

    CommandLineRunner.Result result = shell.run("worker", "--exit-with-parent");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  private void logIn() {
    assertThat(shell.typing("+999661234567\n22222\n").run("login").exitCode()).isZero();
  }

  private static void refused(CommandLineRunner shell, int exitCode, String words) {
    CommandLineRunner.Result result = shell.run("worker");

    assertThat(result.err()).startsWith("error: ").contains(words).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }
}

package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.PatientAwaitility;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RLock;

/** The HTTP pages of a worker that has no session yet. */
@ExtendWith(RedisServerExtension.class)
class WaitingWorkerTest {
  @TempDir Path folder;
  private final StopSignal stop = new StopSignal();

  private Launcher worker(TestRedis redis, int port) {
    return new Launcher(
        Settings.load(
            Map.of(
                "REDIS_URL", redis.url(),
                "HTTP_PORT", String.valueOf(port),
                "TELEGRAM_API_ID", "1",
                "TELEGRAM_API_HASH", "0123456789abcdef",
                "SESSION_DIR", folder.toString()),
            folder),
        Path.of("no library is needed"),
        stop,
        InstantSource.system(),
        new Random());
  }

  @Test
  void it_is_live_and_not_ready_while_it_waits_for_a_session(TestRedis redis) throws Exception {
    String session = "of-this-test-" + redis.keys().pending();
    Files.createDirectories(folder.resolve(session));
    RLock held = redis.connection().commands().getLock(redis.keys().sessionLock(session));
    Thread other = new Thread(held::lock);
    other.start();
    other.join();
    int port = FreePort.any();
    CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> run(redis, port));
    String address = "127.0.0.1:" + port;

    await()
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                assertThat(HttpGet.get(address, "/health/ready").body())
                    .contains("it has no session"));

    assertThat(HttpGet.get(address, "/health/ready").statusCode()).isEqualTo(503);
    assertThat(HttpGet.get(address, "/health/live").statusCode()).isEqualTo(200);
    assertThat(HttpGet.get(address, "/metrics").body()).contains("tgf_worker_info");
    stop.stop(ExitCode.DONE);
    assertThat(exitCode).succeedsWithin(PatientAwaitility.LONG).isEqualTo(ExitCode.DONE);
    held.forceUnlock();
  }

  private int run(TestRedis redis, int port) {
    try {
      return worker(redis, port).run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_port_in_use_is_an_error_that_names_the_remedy(TestRedis redis) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> worker(redis, taken.getLocalPort()).run())
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("HTTP_PORT")
          .hasMessageContaining("or to 0 for any that is free");
    }
  }
}

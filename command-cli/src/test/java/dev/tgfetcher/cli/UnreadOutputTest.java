package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.HttpGet;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose standard output is a full pipe. */
class UnreadOutputTest {
  /** Linux keeps so many bytes of a pipe. */
  private static final int FULL = 1 << 16;

  @TempDir private Path folder;

  private Process worker(Path output, int port) throws Exception {
    Path tdlib = TdlibProvisioner.ofThisMachine(System.getenv(), line -> {}).provide();
    ProcessBuilder worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "worker")
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile());
    worker
        .environment()
        .putAll(
            Map.of(
                "REDIS_URL",
                "redis://127.0.0.1:1",
                "HTTP_PORT",
                String.valueOf(port),
                "TELEGRAM_API_ID",
                "1",
                "TELEGRAM_API_HASH",
                "0123456789abcdef",
                "SESSION_DIR",
                folder.resolve("sessions").toString(),
                "DATA_DIR",
                folder.resolve("data").toString(),
                "LOG_LEVEL",
                "DEBUG",
                "TDLIB_LIBRARY",
                tdlib.toString()));
    return worker.start();
  }

  @Test
  void a_full_pipe_keeps_a_worker_neither_from_its_work_nor_from_its_end() throws Exception {
    Path output = folder.resolve("output");
    assertThat(new ProcessBuilder("mkfifo", output.toString()).start().waitFor()).isZero();
    int port = FreePort.any();
    try (RandomAccessFile pipe = new RandomAccessFile(output.toFile(), "rw")) {
      pipe.write(new byte[FULL]);
      Process worker = worker(output, port);
      try {
        await()
            .ignoreExceptions()
            .until(
                () ->
                    HttpGet.get("127.0.0.1:" + port, "/health").body().contains("does not answer"));

        worker.destroy();

        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(ExitCode.DONE);
      } finally {
        worker.destroyForcibly();
      }
    }
  }
}

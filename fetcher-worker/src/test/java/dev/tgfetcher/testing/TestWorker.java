package dev.tgfetcher.testing;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.StopSignal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole worker on threads of this process. {@link #close} stops it. */
public final class TestWorker implements AutoCloseable {
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final StopSignal stop = new StopSignal();
  private final CompletableFuture<Integer> exitCode;

  private TestWorker(Settings settings) {
    exitCode =
        CompletableFuture.supplyAsync(
            () -> run(settings), task -> new Thread(task, "test-worker").start());
  }

  /**
   * Starts a worker.
   *
   * @param folder the parent of the archive's folder {@code data}
   * @param more further settings
   */
  public static TestWorker start(
      TestRedis redis, TestTelegram telegram, Path folder, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.putAll(redis.environment());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.put("WORKER_ID", "worker-" + STARTED.incrementAndGet());
    environment.putAll(more);
    return new TestWorker(Settings.load(environment, folder));
  }

  private int run(Settings settings) {
    try {
      return new Launcher(
              settings, TestTelegram.library(), stop, InstantSource.system(), new Random(1))
          .run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  /** Stops the worker and returns its exit code. */
  public int stop() {
    stop.stop(ExitCode.DONE);
    assertThat(exitCode).succeedsWithin(LONG);
    return exitCode.join();
  }

  /** Stops the worker and waits for its end, which may be a failure. */
  @Override
  public void close() {
    stop.stop(ExitCode.DONE);
    assertThat(exitCode.handle((code, failure) -> true)).succeedsWithin(LONG);
  }
}

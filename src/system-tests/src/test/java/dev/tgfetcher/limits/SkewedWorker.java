package dev.tgfetcher.limits;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.log.Logging;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A worker with a wrong clock. It stops at the end of its standard input. */
final class SkewedWorker {
  private SkewedWorker() {}

  /** Arguments: a folder, and the number of seconds that the clock is ahead. */
  public static void main(String[] args) throws InterruptedException {
    Logging.text(System.out, "INFO");
    Duration ahead = Duration.ofSeconds(Long.parseLong(args[1]));
    InstantSource clock = () -> Instant.now().plus(ahead);
    StopSignal stop = new StopSignal();
    Thread parent = new Thread(() -> stopAtEndOfInput(stop), "parent");
    parent.setDaemon(true);
    parent.start();
    int exitCode =
        new Launcher(
                Settings.load(System.getenv(), Path.of(args[0])),
                Path.of(System.getenv("TDLIB_LIBRARY")),
                stop,
                clock,
                new SecureRandom())
            .run();
    System.exit(exitCode);
  }

  private static void stopAtEndOfInput(StopSignal stop) {
    try {
      while (System.in.read() >= 0) {
        // The input does not matter, only its end.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
    stop.stop(ExitCode.DONE);
  }
}

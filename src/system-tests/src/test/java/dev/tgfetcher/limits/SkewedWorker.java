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

/** A worker whose clock is wrong. It stops when its standard input ends. */
final class SkewedWorker {
  private SkewedWorker() {}

  /** Arguments: a folder, and by how many seconds the clock is ahead. */
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
        // What the parent writes does not matter, only that it is still there.
      }
    } catch (IOException e) {
      // The same as an end.
    }
    stop.stop(ExitCode.DONE);
  }
}

package dev.tgfetcher.bench;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.StopSignal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/** A whole worker on a thread of this process. */
final class WorkerThread implements AutoCloseable {
  /** The name of the thread. Linux shows 15 characters at most. */
  static final String NAME = "bench-worker";

  private final StopSignal stop = new StopSignal();
  private final Launcher launcher;
  private final Thread thread = new Thread(this::run, NAME);

  private WorkerThread(Map<String, String> environment) {
    this.launcher =
        new Launcher(
            Settings.load(environment, Path.of("")),
            Path.of(environment.get("TDLIB_LIBRARY")),
            stop,
            InstantSource.system(),
            new Random());
  }

  static WorkerThread start(Map<String, String> environment) {
    WorkerThread worker = new WorkerThread(environment);
    worker.thread.start();
    return worker;
  }

  private void run() {
    try {
      launcher.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The CPU time of its threads and TDLib's since the start of the process. */
  CpuTime cpuTime() {
    return CpuTime.now();
  }

  /** Stops the worker and waits until its session is free. */
  @Override
  public void close() {
    stop.stop(ExitCode.DONE);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

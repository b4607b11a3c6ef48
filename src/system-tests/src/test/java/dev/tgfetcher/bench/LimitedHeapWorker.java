package dev.tgfetcher.bench;

import dev.tgfetcher.log.Logging;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A whole worker as a separate process with a limited heap. */
public final class LimitedHeapWorker {
  private LimitedHeapWorker() {}

  /** Runs a worker with the settings in the environment. */
  public static void main(String[] args) throws IOException {
    Logging.text(System.err, "ERROR");
    WorkerThread worker = WorkerThread.start(System.getenv());
    System.out.println("started");
    JavaProcess.awaitEndOfInput();
    worker.close();
  }

  /** Starts a worker process with a maximum heap. */
  public static JavaProcess start(int heapMegabytes, Map<String, String> environment) {
    return JavaProcess.start(
        LimitedHeapWorker.class, List.of("-Xmx" + heapMegabytes + "m"), environment);
  }
}

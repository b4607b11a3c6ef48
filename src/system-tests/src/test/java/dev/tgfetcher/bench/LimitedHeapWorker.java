package dev.tgfetcher.bench;

import dev.tgfetcher.log.Logging;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A whole worker in a process of its own, with a limited heap. */
public final class LimitedHeapWorker {
  private LimitedHeapWorker() {}

  /** Takes its configuration from the environment, as the daemon does. */
  public static void main(String[] args) throws IOException {
    Logging.text(System.err, "ERROR");
    WorkerThread worker = WorkerThread.start(System.getenv());
    System.out.println("started");
    JavaProcess.awaitEndOfInput();
    worker.close();
  }

  /** Starts one with a heap of so many MB. */
  public static JavaProcess start(int heapMegabytes, Map<String, String> environment) {
    return JavaProcess.start(
        LimitedHeapWorker.class, List.of("-Xmx" + heapMegabytes + "m"), environment);
  }
}

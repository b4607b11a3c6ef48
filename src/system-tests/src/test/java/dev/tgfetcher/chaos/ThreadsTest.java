package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every thread of a worker has a known name, their number is limited, and all of them end. */
class ThreadsTest {
  /** Names as regular expressions, with the largest number of threads. */
  private static final Map<String, Integer> WORKER_THREADS = new LinkedHashMap<>();

  static {
    WORKER_THREADS.put("main", 1);
    WORKER_THREADS.put("processor-1", 1);
    WORKER_THREADS.put("heartbeat", 1);
    WORKER_THREADS.put("reaper", 1);
    WORKER_THREADS.put("stranded-leases", 1);
    WORKER_THREADS.put("retry-scheduler", 1);
    WORKER_THREADS.put("outbox-replay", 1);
    WORKER_THREADS.put("session-keeper", 1);
    WORKER_THREADS.put("steering-watch", 1);
    WORKER_THREADS.put("dead-letter-watch", 1);
    WORKER_THREADS.put("mark-renewal", 1);
    WORKER_THREADS.put("progress-fold", 1);
    WORKER_THREADS.put("queue-watch", 1);
    WORKER_THREADS.put("rate-limit-watch", 1);
    WORKER_THREADS.put("permits-ahead", 1);
    WORKER_THREADS.put("tdlib-receiver", 1);
    // The server of /health and /metrics.
    WORKER_THREADS.put("HTTP-Dispatcher", 1);
    WORKER_THREADS.put("http-.*", 4);
    WORKER_THREADS.put("(req-rsp|idle)-timeout-.*", 2);
    // Redisson's two clients: one for commands, one for the blocking move.
    WORKER_THREADS.put("redisson-.*", 40);
  }

  /**
   * Threads of the JVM and its library, of JNA, of TDLib while it logs, of Netty up to a second
   * after its last task, and the reader of standard input.
   */
  private static final String OTHER_THREADS =
      "Reference Handler|Finalizer|Signal Dispatcher|Common-Cleaner|Notification Thread|JNA Cleaner"
          + "|SIG.* handler|DestroyJavaVM|Attach Listener|Cleaner-.*"
          + "|process reaper|tdlib|globalEventExecutor-.*|CompletableFutureDelayScheduler|parent";

  @TempDir Path folder;

  @Test
  void a_running_worker_has_only_known_threads_and_a_stopped_one_has_none() throws Exception {
    try (ChaosFixture fixture = ChaosFixture.open(folder, 1)) {
      ChaosWorkerProcess worker = fixture.worker("worker-1", Map.of());
      for (int i = 0; i < 5; i++) {
        fixture.push("command-" + i, ChaosWorld.FIRST_DAY.plusDays(i));
      }
      await()
          .until(() -> fixture.redis().pending().isEmpty() && fixture.redis().inFlight().isEmpty());

      List<String> running = workerThreads(worker.threads());
      assertThat(running)
          .allMatch(name -> WORKER_THREADS.keySet().stream().anyMatch(name::matches));
      WORKER_THREADS.forEach(
          (pattern, most) ->
              assertThat(running.stream().filter(name -> name.matches(pattern)).count())
                  .as(pattern)
                  .isBetween(pattern.endsWith("*") ? 0L : 1L, (long) most));

      worker.terminate();
      worker.exitCode();
      Set<String> stopped =
          workerThreads(worker.lastThreads()).stream().collect(Collectors.toSet());
      assertThat(stopped).containsOnly("main");
    }
  }

  private static List<String> workerThreads(List<String> names) {
    return names.stream().filter(name -> !name.matches(OTHER_THREADS)).toList();
  }
}

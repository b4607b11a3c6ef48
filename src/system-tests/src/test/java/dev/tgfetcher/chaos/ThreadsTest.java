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

/**
 * Every thread of a worker has a name and an owner, there are not too many, and all of them end.
 */
class ThreadsTest {
  /** Names as regular expressions, and how many of each there may be. */
  private static final Map<String, Integer> OWNED = new LinkedHashMap<>();

  static {
    OWNED.put("main", 1);
    OWNED.put("processor-1", 1);
    OWNED.put("heartbeat", 1);
    OWNED.put("reaper", 1);
    OWNED.put("stranded-leases", 1);
    OWNED.put("retry-scheduler", 1);
    OWNED.put("outbox-replay", 1);
    OWNED.put("session-keeper", 1);
    OWNED.put("dead-letter-watch", 1);
    OWNED.put("mark-renewal", 1);
    OWNED.put("queue-watch", 1);
    OWNED.put("budget-watch", 1);
    OWNED.put("tdlib-receiver", 1);
    // The server of /health and /metrics.
    OWNED.put("HTTP-Dispatcher", 1);
    OWNED.put("http-.*", 4);
    OWNED.put("(req-rsp|idle)-timeout-.*", 2);
    // Redisson's two clients: the one for commands, the other for the blocking move.
    OWNED.put("redisson-.*", 40);
  }

  /**
   * The JVM's and its library's own, JNA's, TDLib's while they log, Netty's that ends a second
   * after its last task, and the one by which the test talks to the process.
   */
  private static final String OTHERS =
      "Reference Handler|Finalizer|Signal Dispatcher|Common-Cleaner|Notification Thread|JNA Cleaner"
          + "|SIG.* handler|DestroyJavaVM|Attach Listener|Cleaner-.*"
          + "|process reaper|tdlib|globalEventExecutor-.*|CompletableFutureDelayScheduler|parent";

  @TempDir Path folder;

  @Test
  void a_running_worker_has_no_thread_without_an_owner_and_a_stopped_one_has_none_at_all()
      throws Exception {
    try (ChaosFixture scene = ChaosFixture.open(folder, 1)) {
      ChaosWorkerProcess worker = scene.worker("worker-1", Map.of());
      for (int i = 0; i < 5; i++) {
        scene.push("order-" + i, ChaosWorld.FIRST_DAY.plusDays(i));
      }
      await().until(() -> scene.redis().pending().isEmpty() && scene.redis().held().isEmpty());

      List<String> running = owned(worker.threads());
      assertThat(running).allMatch(name -> OWNED.keySet().stream().anyMatch(name::matches));
      OWNED.forEach(
          (pattern, most) ->
              assertThat(running.stream().filter(name -> name.matches(pattern)).count())
                  .as(pattern)
                  .isBetween(pattern.endsWith("*") ? 0L : 1L, (long) most));

      worker.terminate();
      worker.exitCode();
      Set<String> stopped = owned(worker.lastThreads()).stream().collect(Collectors.toSet());
      assertThat(stopped).containsOnly("main");
    }
  }

  private static List<String> owned(List<String> names) {
    return names.stream().filter(name -> !name.matches(OTHERS)).toList();
  }
}

package dev.tgfetcher.worker.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The worker process itself. */
@ConfigMapping(prefix = "")
public interface WorkerConfig {
  /** Absent: {@code <host>-<pid>-<nonce>}. */
  Optional<String> workerId();

  /** Commands handled at a time. */
  @WithDefault("1")
  int workerConcurrency();

  /** What a stopping worker may spend on the command it has, before it gives it back. */
  @WithDefault("25s")
  Duration shutdownTimeout();

  /** Messages that TDLib may hold in memory, at some 1.5 KB each, before it is started anew. */
  @WithDefault("100000")
  int tdlibRecycleAfter();
}

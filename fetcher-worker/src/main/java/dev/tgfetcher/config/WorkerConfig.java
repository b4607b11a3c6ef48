package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The worker process itself. */
@ConfigMapping(prefix = "")
public interface WorkerConfig {
  /** Absent: {@code <host>-<pid>-<nonce>}. */
  Optional<String> workerId();

  /** Commands handled at a time, each with a session of its own. */
  @WithDefault("1")
  int workerConcurrency();

  /** What a stopping worker may spend on the command it has, before it gives it back. */
  @WithDefault("25s")
  Duration shutdownTimeout();

  /** A day that was asked for is not read again for so long; 0 switches that off. */
  @WithDefault("10m")
  Duration dedupTtl();

  /**
   * Messages after which TDLib's client is replaced: it keeps some 1.5 KB of each, so the default
   * bounds that at about 150 MB.
   */
  @WithDefault("100000")
  int tdlibRecycleAfter();
}

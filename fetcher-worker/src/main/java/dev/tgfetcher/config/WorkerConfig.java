package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The worker process. */
@ConfigMapping(prefix = "")
public interface WorkerConfig {
  /** Absent: {@code <host>-<pid>-<nonce>}. */
  Optional<String> workerId();

  /** Number of commands that run at a time, each with its own session. */
  @WithDefault("1")
  int workerConcurrency();

  /** Of this number of commands one is of low priority, while both kinds wait; 2 or more. */
  @WithDefault("5")
  int lowPriorityEvery();

  /** Time that a stopping worker gives its running commands before it requeues them. */
  @WithDefault("25s")
  Duration shutdownTimeout();

  /** Time in which a repeated command for a day is a duplicate; 0: no command is. */
  @WithDefault("10m")
  Duration dedupTtl();

  /**
   * Number of messages after which a new TDLib client replaces the old one. TDLib keeps about 1.5
   * KB of each message, so the default bounds its memory at about 150 MB.
   */
  @WithDefault("100000")
  int tdlibRecycleAfter();

  /** Number of messages that a request by id asks for, 1 to 200. */
  @WithDefault("200")
  int messagesPerRequest();
}

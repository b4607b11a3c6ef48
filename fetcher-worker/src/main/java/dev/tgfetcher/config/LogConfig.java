package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The level, form and targets of the log. */
@ConfigMapping(prefix = "")
public interface LogConfig {
  @WithDefault("INFO")
  Level logLevel();

  /** Absent: text on a terminal, JSON elsewhere. */
  Optional<Format> logFormat();

  /** Address of Loki; absent: lines go to standard output alone. */
  Optional<URI> lokiUrl();

  enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  enum Format {
    JSON,
    TEXT
  }
}

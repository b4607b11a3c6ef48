package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where archive files go and how much is read into them. */
@ConfigMapping(prefix = "")
public interface ArchiveConfig {
  @WithDefault("./data")
  Path dataDir();

  /** Former revisions kept of each day's file. */
  @WithDefault("5")
  int archiveRevisions();

  /** Whether to ask who reacted: one request a message. */
  @WithDefault("false")
  boolean fetchReactors();

  /** Fetch days again even if they are complete. */
  @WithDefault("false")
  boolean forceRefetch();
}

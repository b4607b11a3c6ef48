package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where archive files are stored, and how much is fetched into them. */
@ConfigMapping(prefix = "")
public interface ArchiveConfig {
  @WithDefault("./data")
  Path dataDir();

  /** Number of former revisions that are kept of each day's file. */
  @WithDefault("5")
  int archiveRevisions();

  /** Whether to fetch the users of each reaction, at one request or more for each message. */
  @WithDefault("false")
  boolean fetchReactors();

  /** Whether days that are complete are fetched again. */
  @WithDefault("false")
  boolean forceRefetch();
}

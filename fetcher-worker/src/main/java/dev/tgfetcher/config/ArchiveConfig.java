package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where archive files are stored, and how much is fetched into them. */
@ConfigMapping(prefix = "")
public interface ArchiveConfig {
  @WithDefault("./data")
  Path dataDir();

  /** The bucket of the archive, {@code s3://bucket/prefix}; absent: {@link #dataDir}. */
  Optional<String> archiveUrl();

  /** The address of a store other than AWS. */
  Optional<URI> archiveS3Endpoint();

  /** The region of the bucket; absent: the one that the SDK of AWS finds. */
  Optional<String> archiveS3Region();

  /** Whether the bucket is a part of the path of an address, not of the host's name. */
  @WithDefault("false")
  boolean archiveS3PathStyle();

  /**
   * The address under which readers elsewhere get the files of the archive, such as {@code
   * https://files.example/archive}; events then carry {@code file_url}.
   */
  Optional<URI> archivePublicUrl();

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

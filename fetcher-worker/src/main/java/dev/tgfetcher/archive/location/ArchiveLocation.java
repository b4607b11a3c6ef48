package dev.tgfetcher.archive.location;

import dev.tgfetcher.archive.s3.BucketLocation;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an archive lies.
 *
 * @param dataDirectory has the archive, or the temporary files of an archive in a bucket
 * @param revisions the number of former revisions that are kept of each day
 * @param bucket has the archive; empty for an archive in the data directory
 */
public record ArchiveLocation(Path dataDirectory, int revisions, Optional<BucketLocation> bucket) {}

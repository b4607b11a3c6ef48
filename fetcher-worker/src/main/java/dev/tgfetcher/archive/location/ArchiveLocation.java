package dev.tgfetcher.archive.location;

import java.nio.file.Path;

/**
 * Where an archive lies.
 *
 * @param dataDirectory has the archive, or the temporary files of an archive elsewhere
 * @param revisions the number of former revisions that are kept of each day
 */
public record ArchiveLocation(Path dataDirectory, int revisions) {}

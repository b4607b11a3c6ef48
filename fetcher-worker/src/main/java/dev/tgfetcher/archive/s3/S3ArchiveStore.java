package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Stores the archive in a bucket. There is no lock: of two writers of one day the store itself
 * refuses one, by the condition of its write. A crash leaves only whole objects, and the parts of
 * an upload that did not end.
 */
public final class S3ArchiveStore extends S3Days implements ArchiveStore {
  /** No upload of one day takes so long. */
  private static final Duration SURELY_DEAD = Duration.ofHours(1);

  private final int revisionsToKeep;
  private final Path dataDirectory;
  private final InstantSource clock;

  /**
   * Takes the bucket and the local disk.
   *
   * @param revisionsToKeep the number of former revisions of a day, {@code ARCHIVE_REVISIONS}
   * @param dataDirectory has the spools of days
   */
  S3ArchiveStore(Bucket bucket, int revisionsToKeep, Path dataDirectory, InstantSource clock) {
    super(bucket);
    if (revisionsToKeep < 0) {
      throw new IllegalArgumentException(
          "revisionsToKeep must not be negative: " + revisionsToKeep);
    }
    this.revisionsToKeep = revisionsToKeep;
    this.dataDirectory = dataDirectory;
    this.clock = clock;
  }

  @Override
  public WriteOutcome write(DayMetadata metadata, DaySpool spool, WriteGuard guard) {
    if (!metadata.date().equals(spool.date())) {
      throw new IllegalArgumentException(
          "the spool is of " + spool.date() + ", the metadata of " + metadata.date());
    }
    try {
      return new S3DayReplacement(this, revisionsToKeep, metadata, spool, guard).run();
    } catch (IOException e) {
      throw new StorageException("write", spool.scratch(), e);
    }
  }

  @Override
  public long newestFencingToken(String chat, LocalDate date) {
    return lookUp(chat, date).map(KnownDay::fencingToken).orElse(0L);
  }

  @Override
  public List<String> leftovers() {
    return Stream.concat(
            SpoolFolder.findStale(dataDirectory).stream().map(Path::toString),
            deadUploads().stream().map(this::place))
        .toList();
  }

  @Override
  public List<String> removeLeftovers() {
    List<String> removed = new ArrayList<>();
    SpoolFolder.removeStale(dataDirectory).forEach(folder -> removed.add(folder.toString()));
    for (MultipartUpload upload : deadUploads()) {
      bucket.abort(upload.key(), upload.uploadId());
      removed.add(place(upload));
    }
    return removed;
  }

  private List<MultipartUpload> deadUploads() {
    return bucket.uploads().stream()
        .filter(upload -> upload.initiated().isBefore(clock.instant().minus(SURELY_DEAD)))
        .toList();
  }

  private String place(MultipartUpload upload) {
    return bucket.location().place(upload.key()) + " (upload " + upload.uploadId() + ")";
  }
}

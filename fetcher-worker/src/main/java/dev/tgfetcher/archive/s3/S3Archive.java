package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.progress.ArchiveProgress;
import dev.tgfetcher.file.StorageProbe;
import java.nio.file.Path;
import java.time.InstantSource;

/** An archive in a bucket: its days, its progress, and the checks of its store. */
public final class S3Archive implements AutoCloseable {
  private final Bucket bucket;
  private final S3ArchiveStore store;
  private final S3Progress progress;

  /**
   * Opens an archive. It sends no request.
   *
   * @param revisions the number of former revisions that are kept of each day
   * @param dataDirectory has the spools of days
   */
  public S3Archive(
      BucketLocation location, int revisions, Path dataDirectory, InstantSource clock) {
    this.bucket = new Bucket(location, () -> S3Connection.open(location));
    this.store = new S3ArchiveStore(bucket, revisions, dataDirectory, clock);
    this.progress = new S3Progress(store, clock);
  }

  public ArchiveStore store() {
    return store;
  }

  public ArchiveProgress progress() {
    return progress;
  }

  public S3Check check() {
    return new S3Check(bucket);
  }

  /** Writes and removes an object of a name that no other worker uses. */
  public StorageProbe probe(String workerId) {
    String key = bucket.location().key(".storage-probe-" + workerId);
    return () -> {
      var unused = bucket.put(key, new byte[] {'0'}, new WriteCondition.Any());
      bucket.delete(key);
    };
  }

  @Override
  public void close() {
    bucket.close();
  }
}

package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.progress.ProgressJson;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An object with progress, which several processes change. This process remembers the one that it
 * has read or written last, so that a change costs one request while no other process makes one.
 */
final class ProgressObject {
  /** Processes that were faster, before this one gives up. */
  private static final int MOST_ROUNDS = 20;

  private final Bucket bucket;
  private final String key;
  private Bucket.@Nullable Content last;

  ProgressObject(Bucket bucket, String key) {
    this.bucket = bucket;
    this.key = key;
  }

  /** The progress as it is now; empty when there is none that can be read. */
  synchronized Optional<ProgressJson> read() {
    last = bucket.get(key).orElse(null);
    return parsed();
  }

  /** Whether the object of the last read is no progress. */
  synchronized boolean isUnreadable() {
    return read().isEmpty() && last != null;
  }

  /** The size of the object that was read or written last. */
  synchronized long size() {
    return last == null ? 0 : last.bytes().length;
  }

  /**
   * Changes the progress.
   *
   * @param isSurelyAbsent whether there was no object a short time ago, so that none is read
   */
  synchronized void change(
      Function<Optional<ProgressJson>, ProgressJson> change, boolean isSurelyAbsent) {
    if (last == null && !isSurelyAbsent) {
      last = bucket.get(key).orElse(null);
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      byte[] after = change.apply(parsed()).bytes();
      Optional<String> etag = bucket.put(key, after, condition());
      if (etag.isPresent()) {
        last = new Bucket.Content(after, etag.get());
        return;
      }
      last = bucket.get(key).orElse(null);
    }
    throw new StorageException(
        "write",
        bucket.location().place(key),
        "other processes change it all the time",
        new IllegalStateException(key));
  }

  private WriteCondition condition() {
    Bucket.Content known = last;
    return known == null ? new WriteCondition.Absent() : new WriteCondition.Unchanged(known.etag());
  }

  private Optional<ProgressJson> parsed() {
    Bucket.Content known = last;
    if (known == null) {
      return Optional.empty();
    }
    try {
      return ProgressJson.parse(Json.MAPPER.readTree(known.bytes()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Copies the object of the last read. */
  synchronized void copyTo(String other) {
    Bucket.Content known = last;
    if (known != null) {
      bucket.copy(key, known.etag(), other);
    }
  }
}

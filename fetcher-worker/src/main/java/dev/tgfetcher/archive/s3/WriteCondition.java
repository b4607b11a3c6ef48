package dev.tgfetcher.archive.s3;

/** The state of an object in which a write may replace it. */
sealed interface WriteCondition {
  /** There is no object of this key. */
  record Absent() implements WriteCondition {}

  /** The object is still the one of this ETag. */
  record Unchanged(String etag) implements WriteCondition {}

  /** Any state. */
  record Any() implements WriteCondition {}
}

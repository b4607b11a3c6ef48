package dev.tgfetcher.archive.s3;

import java.time.Instant;

/** An object as a listing shows it. */
record StoredObject(String key, String etag, long size, Instant writtenAt) {}

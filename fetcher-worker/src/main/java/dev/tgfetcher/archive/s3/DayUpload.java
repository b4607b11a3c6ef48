package dev.tgfetcher.archive.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Puts a file of the local disk into the bucket: by one request, or a large one in parts. No part
 * is in memory as a whole. An upload in parts that fails is aborted.
 */
final class DayUpload {
  private static final Logger LOG = LoggerFactory.getLogger(DayUpload.class);
  private static final String TYPE = "application/json";
  private static final int BUFFER = 1 << 16;

  /** Stores take at least 5 MiB a part, but for the last. */
  static final long PART = 8L << 20;

  /** Stores take at most 10,000 parts. */
  private static final long MOST_PARTS = 10_000;

  private final Bucket bucket;
  private final String key;
  private final Path file;
  private final Map<String, String> metadata;

  DayUpload(Bucket bucket, String key, Path file, Map<String, String> metadata) {
    this.bucket = bucket;
    this.key = key;
    this.file = file;
    this.metadata = metadata;
  }

  /**
   * Writes the object.
   *
   * @return the ETag of the new object; empty when the condition is not met
   */
  Optional<String> write(WriteCondition condition) throws IOException {
    long size = Files.size(file);
    return size <= PART ? whole(size, condition) : inParts(size, condition);
  }

  private Optional<String> whole(long size, WriteCondition condition) throws IOException {
    PutObjectRequest request =
        bucket
            .conditional(key, condition)
            .contentType(TYPE)
            .contentMD5(md5(0, size))
            .metadata(metadata)
            .build();
    return bucket.write(key, () -> bucket.client().putObject(request, body(0, size)).eTag());
  }

  private Optional<String> inParts(long size, WriteCondition condition) throws IOException {
    String upload =
        bucket.call(
            "write",
            key,
            () ->
                bucket
                    .client()
                    .createMultipartUpload(
                        request ->
                            request
                                .bucket(bucket.location().bucket())
                                .key(key)
                                .contentType(TYPE)
                                .metadata(metadata))
                    .uploadId());
    boolean done = false;
    try {
      List<CompletedPart> parts = parts(upload, size);
      Optional<String> etag = complete(upload, parts, condition);
      done = etag.isPresent();
      return etag;
    } finally {
      if (!done) {
        abort(upload);
      }
    }
  }

  private List<CompletedPart> parts(String upload, long size) throws IOException {
    long length = Math.max(PART, size / MOST_PARTS + 1);
    List<CompletedPart> parts = new ArrayList<>();
    for (long offset = 0; offset < size; offset += length) {
      parts.add(part(upload, parts.size() + 1, offset, Math.min(length, size - offset)));
    }
    return parts;
  }

  private CompletedPart part(String upload, int number, long offset, long length)
      throws IOException {
    String md5 = md5(offset, length);
    String etag =
        bucket.call(
            "write",
            key,
            () ->
                bucket
                    .client()
                    .uploadPart(
                        request ->
                            request
                                .bucket(bucket.location().bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(md5),
                        body(offset, length))
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private Optional<String> complete(
      String upload, List<CompletedPart> parts, WriteCondition condition) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket.location().bucket())
            .key(key)
            .uploadId(upload)
            .multipartUpload(all -> all.parts(parts));
    CompleteMultipartUploadRequest conditional =
        condition instanceof WriteCondition.Unchanged unchanged
            ? request.ifMatch(unchanged.etag()).build()
            : request.ifNoneMatch("*").build();
    return bucket.write(key, () -> bucket.client().completeMultipartUpload(conditional).eTag());
  }

  /** After an unclear end the upload may be complete, and there is nothing to abort. */
  private void abort(String upload) {
    try {
      bucket.abort(key, upload);
    } catch (RuntimeException e) {
      LOG.warn("An upload of {} stays until archive verify --repair", key, e);
    }
  }

  private RequestBody body(long offset, long length) {
    return RequestBody.fromContentProvider(() -> slice(offset, length), length, TYPE);
  }

  private InputStream slice(long offset, long length) {
    try {
      return new BufferedInputStream(FileSlice.open(file, offset, length), BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String md5(long offset, long length) throws IOException {
    MessageDigest digest = Bucket.newMd5();
    byte[] block = new byte[BUFFER];
    try (InputStream in = FileSlice.open(file, offset, length)) {
      for (int read; (read = in.read(block)) > 0; ) {
        digest.update(block, 0, read);
      }
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }
}

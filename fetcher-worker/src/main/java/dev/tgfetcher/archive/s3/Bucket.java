package dev.tgfetcher.archive.s3;

import dev.tgfetcher.file.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The requests that an archive sends to its bucket. A refusal is a {@link StorageException} with
 * the store's words.
 */
final class Bucket implements AutoCloseable {
  private final BucketLocation location;
  private final Supplier<S3Client> opener;
  private @Nullable S3Client opened;

  /** Takes the client's constructor, which may fail, and is called with the first request. */
  Bucket(BucketLocation location, Supplier<S3Client> opener) {
    this.location = location;
    this.opener = opener;
  }

  BucketLocation location() {
    return location;
  }

  synchronized S3Client client() {
    S3Client client = opened;
    if (client == null) {
      client = opener.get();
      opened = client;
    }
    return client;
  }

  /** The content of a small object, and its ETag. */
  static final class Content {
    private final byte[] bytes;
    private final String etag;

    Content(byte[] bytes, String etag) {
      this.bytes = bytes;
      this.etag = etag;
    }

    byte[] bytes() {
      return bytes;
    }

    String etag() {
      return etag;
    }
  }

  /** The state of an object, without its content. */
  record Head(String etag, long size, Instant writtenAt, Map<String, String> metadata) {}

  Optional<Head> head(String key) {
    return find(
        "read",
        key,
        () -> {
          HeadObjectResponse head =
              client().headObject(request -> request.bucket(location.bucket()).key(key));
          return new Head(head.eTag(), head.contentLength(), head.lastModified(), head.metadata());
        });
  }

  Optional<Content> get(String key) {
    return find(
        "read",
        key,
        () -> {
          var content =
              client().getObjectAsBytes(request -> request.bucket(location.bucket()).key(key));
          return new Content(content.asByteArray(), content.response().eTag());
        });
  }

  /** The last bytes of an object. */
  byte[] tail(String key, int bytes) {
    return call(
        "read",
        key,
        () ->
            client()
                .getObjectAsBytes(
                    request -> request.bucket(location.bucket()).key(key).range("bytes=-" + bytes))
                .asByteArray());
  }

  /**
   * Opens an object.
   *
   * @throws NoSuchFileException when there is none
   */
  InputStream open(String key) throws IOException {
    Optional<ResponseInputStream<GetObjectResponse>> content =
        find(
            "read",
            key,
            () -> client().getObject(request -> request.bucket(location.bucket()).key(key)));
    return new AbortingStream(
        content.orElseThrow(() -> new NoSuchFileException(location.place(key))));
  }

  /** Closes the connection when the reader leaves the rest of the content. */
  private static final class AbortingStream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> content;
    private boolean atEnd;

    AbortingStream(ResponseInputStream<GetObjectResponse> content) {
      super(content);
      this.content = content;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      atEnd |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      atEnd |= read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (atEnd) {
        content.close();
      } else {
        content.abort();
      }
    }
  }

  /** All objects below a prefix, in the order of their keys. */
  List<StoredObject> list(String prefix) {
    List<StoredObject> objects = new ArrayList<>();
    list(prefix, request -> {}, page -> page.contents().forEach(one -> objects.add(stored(one))));
    return objects;
  }

  /** The names of the folders directly below a prefix, in their order. */
  List<String> folders(String prefix) {
    List<String> folders = new ArrayList<>();
    list(
        prefix,
        request -> request.delimiter("/"),
        page ->
            page.commonPrefixes()
                .forEach(
                    folder ->
                        folders.add(
                            folder
                                .prefix()
                                .substring(prefix.length(), folder.prefix().length() - 1))));
    return folders;
  }

  private void list(
      String prefix,
      Consumer<ListObjectsV2Request.Builder> options,
      Consumer<ListObjectsV2Response> pages) {
    call(
        "list",
        prefix,
        () -> {
          client()
              .listObjectsV2Paginator(
                  request -> options.accept(request.bucket(location.bucket()).prefix(prefix)))
              .forEach(pages);
          return prefix;
        });
  }

  private static StoredObject stored(software.amazon.awssdk.services.s3.model.S3Object object) {
    return new StoredObject(object.key(), object.eTag(), object.size(), object.lastModified());
  }

  /**
   * Writes a small object.
   *
   * @return the ETag of the new object; empty when the condition is not met
   */
  Optional<String> put(String key, byte[] content, WriteCondition condition) {
    PutObjectRequest request =
        conditional(key, condition)
            .contentType("application/json")
            .contentMD5(Base64.getEncoder().encodeToString(md5(content)))
            .build();
    return write(key, () -> client().putObject(request, RequestBody.fromBytes(content)).eTag());
  }

  PutObjectRequest.Builder conditional(String key, WriteCondition condition) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(location.bucket()).key(key);
    if (condition instanceof WriteCondition.Unchanged unchanged) {
      return request.ifMatch(unchanged.etag());
    }
    return condition instanceof WriteCondition.Absent ? request.ifNoneMatch("*") : request;
  }

  /** The result of a conditional write; empty when the condition is not met. */
  Optional<String> write(String key, Supplier<String> write) {
    try {
      return Optional.of(write.get());
    } catch (SdkException e) {
      if (S3Failure.isRefusedCondition(e)) {
        return Optional.empty();
      }
      throw S3Failure.of("write", location.place(key), e);
    }
  }

  /**
   * Copies an object inside the store.
   *
   * @return the ETag of the copy; empty when the source is no longer the object of this ETag
   */
  Optional<String> copy(String from, String etag, String to) {
    return write(
        to,
        () ->
            client()
                .copyObject(
                    request ->
                        request
                            .sourceBucket(location.bucket())
                            .sourceKey(from)
                            .copySourceIfMatch(etag)
                            .destinationBucket(location.bucket())
                            .destinationKey(to))
                .copyObjectResult()
                .eTag());
  }

  /**
   * Replaces the metadata of an object.
   *
   * @return the new ETag; empty when it is no longer the object of this ETag
   */
  Optional<String> retag(String key, String etag, Map<String, String> metadata) {
    return write(
        key,
        () ->
            client()
                .copyObject(
                    request ->
                        request
                            .sourceBucket(location.bucket())
                            .sourceKey(key)
                            .copySourceIfMatch(etag)
                            .destinationBucket(location.bucket())
                            .destinationKey(key)
                            .metadataDirective(MetadataDirective.REPLACE)
                            .contentType("application/json")
                            .metadata(metadata))
                .copyObjectResult()
                .eTag());
  }

  void delete(String key) {
    call(
        "remove",
        key,
        () -> client().deleteObject(request -> request.bucket(location.bucket()).key(key)));
  }

  /** The uploads in parts that have not ended. */
  List<MultipartUpload> uploads() {
    List<MultipartUpload> uploads = new ArrayList<>();
    String prefix = location.key("");
    call(
        "list the uploads of",
        prefix,
        () -> {
          client()
              .listMultipartUploadsPaginator(
                  request -> request.bucket(location.bucket()).prefix(prefix))
              .forEach(page -> uploads.addAll(page.uploads()));
          return prefix;
        });
    return uploads;
  }

  void abort(String key, String uploadId) {
    var unused =
        find(
            "abort the upload of",
            key,
            () ->
                client()
                    .abortMultipartUpload(
                        request -> request.bucket(location.bucket()).key(key).uploadId(uploadId)));
  }

  private <T> Optional<T> find(String doing, String key, Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (SdkException e) {
      if (S3Failure.isMissing(e)) {
        return Optional.empty();
      }
      throw S3Failure.of(doing, location.place(key), e);
    }
  }

  <T> T call(String doing, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw S3Failure.of(doing, location.place(key), e);
    }
  }

  static byte[] md5(byte[] content) {
    return newMd5().digest(content);
  }

  static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}

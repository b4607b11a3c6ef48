package dev.tgfetcher.archive.s3;

import dev.tgfetcher.testing.S3Mock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** An archive of its own in the bucket of the tests. */
public record S3TestStore(BucketLocation location) {
  /** An archive that no other test uses. */
  public static S3TestStore create(URI endpoint) {
    return new S3TestStore(
        BucketLocation.parse(
            "s3://" + S3Mock.BUCKET + "/t-" + UUID.randomUUID(),
            Optional.of(endpoint),
            Optional.empty(),
            true));
  }

  /** The place of the archive, as {@code ARCHIVE_URL} has it. */
  public String address() {
    return location.place();
  }

  /** The same archive by another way, such as a proxy. */
  public S3TestStore by(URI endpoint) {
    return new S3TestStore(
        new BucketLocation(
            location.bucket(),
            location.prefix(),
            Optional.of(endpoint),
            location.region(),
            location.pathStyle()));
  }

  Bucket bucket() {
    return new Bucket(location, () -> S3Connection.open(location));
  }

  public S3Archive open(int revisions, Path local) {
    return open(revisions, local, InstantSource.system());
  }

  public S3Archive open(int revisions, Path local, InstantSource clock) {
    return new S3Archive(location, revisions, local, clock);
  }

  /** Puts an object as another program would. */
  public void put(String name, String text) {
    try (Bucket bucket = bucket()) {
      var unused =
          bucket.put(
              location.key(name), text.getBytes(StandardCharsets.UTF_8), new WriteCondition.Any());
    }
  }
}

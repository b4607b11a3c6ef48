package dev.tgfetcher.archive.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket, and the service that has it.
 *
 * @param prefix of all keys, without slashes at its ends; may be empty
 * @param endpoint of the service; empty for that of AWS
 * @param region empty for the one that the SDK finds
 * @param pathStyle whether the bucket is a part of the path and not of the host's name
 */
public record BucketLocation(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle) {
  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/[\\w!.*'()=+@/-]*)?");

  /**
   * Reads an address such as {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException when the address is malformed
   */
  public static BucketLocation parse(
      String address, Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "ARCHIVE_URL must be like s3://bucket/prefix: '" + address + "'");
    }
    String path = parts.group(2) == null ? "" : parts.group(2);
    String prefix = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    return new BucketLocation(parts.group(1), prefix, endpoint, region, pathStyle);
  }

  /** The key of an object below the prefix. */
  String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The place of a key as text. */
  String place(String key) {
    return "s3://" + bucket + "/" + key;
  }

  /** The place of the archive as text. */
  String place() {
    return prefix.isEmpty() ? "s3://" + bucket : place(prefix);
  }
}

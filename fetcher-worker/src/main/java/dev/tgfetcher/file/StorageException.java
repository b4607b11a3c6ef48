package dev.tgfetcher.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * An operation on a file that the storage refused. The message names the action, the file and the
 * reason.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String place;

  public StorageException(String doing, Path path, IOException cause) {
    this(doing, path.toString(), cause);
  }

  /**
   * Takes the parts of the message.
   *
   * @param place of the file: an absolute path, or {@code s3://bucket/key}
   */
  public StorageException(String doing, String place, IOException cause) {
    this(doing, place, reason(cause), cause);
  }

  /**
   * Takes the parts of the message.
   *
   * @param reason the storage's own words
   */
  public StorageException(String doing, String place, String reason, Exception cause) {
    super("Cannot " + doing + " " + place + ": " + reason, cause);
    this.place = place;
  }

  public String place() {
    return place;
  }

  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException refused && refused.getReason() == null) {
      return cause.getClass().getSimpleName() + " " + refused.getFile();
    }
    return String.valueOf(cause.getMessage());
  }
}

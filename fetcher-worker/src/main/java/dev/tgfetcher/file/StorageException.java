package dev.tgfetcher.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file operation that the disk refused. The message names the action, the file and the reason.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;

  public StorageException(String doing, Path path, IOException cause) {
    super("Cannot " + doing + " " + path + ": " + reason(cause), cause);
    this.path = path;
  }

  public Path path() {
    return path;
  }

  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException refused && refused.getReason() == null) {
      return cause.getClass().getSimpleName() + " " + refused.getFile();
    }
    return String.valueOf(cause.getMessage());
  }
}

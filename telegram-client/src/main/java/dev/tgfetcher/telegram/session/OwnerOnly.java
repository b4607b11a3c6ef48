package dev.tgfetcher.telegram.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The attributes of new files and folders that only their owner can use from the first moment on,
 * where the file system has such permissions.
 */
final class OwnerOnly {
  private OwnerOnly() {}

  /** The attributes of a new file in a folder. */
  static FileAttribute<?>[] fileIn(Path folder) throws IOException {
    return attributes(folder, "rw-------");
  }

  /** The attributes of a new folder in a folder. */
  static FileAttribute<?>[] folderIn(Path folder) throws IOException {
    return attributes(folder, "rwx------");
  }

  private static FileAttribute<?>[] attributes(Path folder, String permissions) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}

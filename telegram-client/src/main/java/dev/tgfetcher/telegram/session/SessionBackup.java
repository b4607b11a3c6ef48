package dev.tgfetcher.telegram.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The files of a session in one archive beside its directory. A copied directory could be opened as
 * a session, and Telegram ends a session that is used from two places.
 */
record SessionBackup(Path directory, Path archive) {
  private static final String ENDING = ".backup.zip";

  /** The file lock of this process, which the archive leaves out. */
  private static final String LOCK = "session.lock";

  /** Backs up a directory that the caller has locked. Only its owner can read the archive. */
  static SessionBackup of(Path directory) {
    Path archive = directory.resolveSibling(directory.getFileName() + ENDING);
    if (Files.exists(archive)) {
      throw new SessionUnavailableException(
          SessionProblem.DIRECTORY,
          archive
              + " is a backup that an earlier attempt left: move it away when the session works");
    }
    SessionBackup backup = new SessionBackup(directory, archive);
    try {
      Path created = Files.createFile(archive, OwnerOnly.fileIn(directory));
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(created))) {
        for (Path source : backup.files()) {
          zip.putNextEntry(new ZipEntry(directory.relativize(source).toString()));
          Files.copy(source, zip);
        }
      }
      return backup;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot back up " + directory, e);
    }
  }

  /** Restores the directory from the archive. */
  void restore() {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Path now : files()) {
        Files.delete(now);
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = directory.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(zip.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restore " + directory + " from " + archive, e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(archive);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + archive, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(LOCK))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}

package dev.tgfetcher.cli.archive;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new folder that appears with all its files, or not at all.
 *
 * <ol>
 *   <li>The files are written into a hidden folder beside it.
 *   <li>{@link #publish} makes them durable, and gives the folder its name.
 *   <li>{@link #close} removes what was not published.
 * </ol>
 */
final class ExportFolder implements AutoCloseable {
  private final Path target;
  private final Path unfinished;

  private ExportFolder(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
  }

  /**
   * Begins a folder.
   *
   * @throws CliException if it exists
   */
  static ExportFolder create(Path target) {
    refuseExisting(target);
    Path parent = requireNonNull(target.getParent(), "a folder has a parent, unless it exists");
    try {
      Files.createDirectories(parent);
      Path unfinished = Files.createTempDirectory(parent, "." + target.getFileName() + ".");
      return new ExportFolder(target, unfinished);
    } catch (IOException e) {
      throw new StorageException("create a folder in", parent, e);
    }
  }

  private static void refuseExisting(Path target) {
    if (Files.exists(target)) {
      throw CliException.wrongUsage("--into " + target + " exists already: name a new folder");
    }
  }

  /** The place of the files until they are published. */
  Path unfinished() {
    return unfinished;
  }

  void publish() {
    refuseExisting(target);
    try {
      for (Path file : files()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
      DurableFiles.rename(unfinished, target);
    } catch (IOException e) {
      throw new StorageException("write", target, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(unfinished)) {
      return files.toList();
    }
  }

  @Override
  public void close() {
    try {
      if (Files.isDirectory(unfinished)) {
        for (Path file : files()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new StorageException("remove", unfinished, e);
    }
  }
}

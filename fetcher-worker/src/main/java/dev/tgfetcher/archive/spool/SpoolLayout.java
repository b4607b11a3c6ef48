package dev.tgfetcher.archive.spool;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The paths of the workers' spools below the data directory. */
record SpoolLayout(Path dataDirectory) {
  private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  SpoolLayout {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
  }

  Path folders() {
    return dataDirectory.resolve(".spool");
  }

  /**
   * The folder of one worker.
   *
   * @throws IllegalArgumentException when the id is not safe as the name of a folder
   */
  Path folder(String workerId) {
    if (!WORKER.matcher(workerId).matches()) {
      throw new IllegalArgumentException("Not a valid name for a worker's folder: " + workerId);
    }
    return folders().resolve(workerId);
  }

  /** The lock that guards the folders of all workers. */
  Path lock() {
    return dataDirectory.resolve(".locks").resolve(".spool.lock");
  }
}

package dev.tgfetcher.archive.location;

import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.archive.directory.ProgressFile;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens the archive that the settings name. */
public final class ArchiveFactory {
  private ArchiveFactory() {}

  /** Opens the archive of the settings. It sends no request and creates no file. */
  public static OpenArchive open(ArchiveLocation location, InstantSource clock) {
    return directory(location.dataDirectory(), location.revisions(), clock);
  }

  /** Opens the archive in a directory, which need not exist. */
  public static OpenArchive directory(Path directory, int revisions, InstantSource clock) {
    ArchiveLayout layout = new ArchiveLayout(directory);
    return new OpenArchive(
        new DirectoryArchiveStore(layout, revisions),
        new ProgressFile(layout, clock),
        OpenArchive.Connection.NONE);
  }
}

package dev.tgfetcher.archive.location;

import dev.tgfetcher.archive.ArchiveProblem;
import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.progress.ArchiveProgress;
import dev.tgfetcher.file.StorageProbe;
import java.util.List;
import java.util.Optional;

/**
 * An archive that a process uses: its days and its progress.
 *
 * @param service that has the archive; closed with it
 */
public record OpenArchive(ArchiveStore store, ArchiveProgress progress, Service service)
    implements AutoCloseable {
  @Override
  public void close() {
    service.close();
  }

  /** The service that has an archive. The disk of this machine needs none. */
  public interface Service extends AutoCloseable {
    /** The service of an archive on disk. */
    Service NONE = new Service() {};

    /** The reason why the archive cannot be there; empty if it can. */
    default Optional<ArchiveProblem> problem() {
      return Optional.empty();
    }

    /** The probes that find out whether the service takes writes now. */
    default List<StorageProbe> probes(String workerId) {
      return List.of();
    }

    @Override
    default void close() {}
  }
}

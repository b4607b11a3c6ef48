package dev.tgfetcher.archive.location;

import dev.tgfetcher.archive.ArchiveProblem;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.archive.directory.ProgressFile;
import dev.tgfetcher.archive.s3.BucketLocation;
import dev.tgfetcher.archive.s3.S3Archive;
import dev.tgfetcher.file.StorageProbe;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Opens the archive that the settings name. */
public final class ArchiveFactory {
  private ArchiveFactory() {}

  /** Opens the archive of the settings. It sends no request and creates no file. */
  public static OpenArchive open(ArchiveLocation location, InstantSource clock) {
    return location
        .bucket()
        .map(bucket -> bucket(bucket, location, clock))
        .orElseGet(() -> directory(location.dataDirectory(), location.revisions(), clock));
  }

  /** Opens the archive in a directory, which need not exist. */
  public static OpenArchive directory(Path directory, int revisions, InstantSource clock) {
    ArchiveLayout layout = new ArchiveLayout(directory);
    return new OpenArchive(
        new DirectoryArchiveStore(layout, revisions),
        new ProgressFile(layout, clock),
        OpenArchive.Service.NONE);
  }

  private static OpenArchive bucket(
      BucketLocation bucket, ArchiveLocation location, InstantSource clock) {
    S3Archive archive =
        new S3Archive(bucket, location.revisions(), location.dataDirectory(), clock);
    return new OpenArchive(archive.store(), archive.progress(), new BucketService(archive));
  }

  private record BucketService(S3Archive archive) implements OpenArchive.Service {
    @Override
    public Optional<ArchiveProblem> problem() {
      return archive.check().problem();
    }

    @Override
    public List<StorageProbe> probes(String workerId) {
      return List.of(archive.probe(workerId));
    }

    @Override
    public void close() {
      archive.close();
    }
  }
}

package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.ArchiveLocation;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option that names the archive. */
final class ArchiveOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the archive, instead of DATA_DIR or ARCHIVE_URL.")
  private @Nullable Path directory;

  @Mixin private ConfigurationOptions configuration;

  private final CliContext context;

  public ArchiveOptions(CliContext context) {
    this.context = context;
    this.configuration = new ConfigurationOptions(context);
  }

  /** Opens the archive that the options and the settings name; the caller closes it. */
  OpenArchive open() {
    ArchiveLocation location = configuration.settings().archiveLocation();
    Path chosen = directory != null ? directory : location.dataDirectory();
    return ArchiveFactory.open(
        new ArchiveLocation(
            context.directory().resolve(chosen),
            location.revisions(),
            directory != null ? Optional.empty() : location.bucket()),
        context.clock());
  }
}

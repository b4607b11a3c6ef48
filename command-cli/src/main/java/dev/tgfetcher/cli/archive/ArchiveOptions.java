package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.config.ArchiveConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option that names the archive. */
final class ArchiveOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the archive, instead of DATA_DIR.")
  private @Nullable Path directory;

  @Mixin private ConfigurationOptions configuration;

  private final CliContext context;

  public ArchiveOptions(CliContext context) {
    this.context = context;
    this.configuration = new ConfigurationOptions(context);
  }

  /** Opens the archive that the options and the settings name; the caller closes it. */
  OpenArchive open() {
    ArchiveConfig config = configuration.settings().archive();
    Path chosen = directory != null ? directory : config.dataDir();
    return ArchiveFactory.directory(
        context.directory().resolve(chosen), config.archiveRevisions(), context.clock());
  }
}

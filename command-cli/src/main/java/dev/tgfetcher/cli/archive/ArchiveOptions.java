package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.terminal.CliContext;
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

  ArchiveLayout layout() {
    Path chosen = directory != null ? directory : configuration.settings().archive().dataDir();
    return new ArchiveLayout(context.directory().resolve(chosen));
  }
}

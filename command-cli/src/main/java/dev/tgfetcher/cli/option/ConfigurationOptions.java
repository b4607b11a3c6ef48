package dev.tgfetcher.cli.option;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the configuration comes from. */
public final class ConfigurationOptions {
  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "File of NAME=value lines, instead of ./.env.")
  private @Nullable Path envFile;

  private final CliContext context;

  public ConfigurationOptions(CliContext context) {
    this.context = context;
  }

  public Settings settings() {
    return settings(context.environment());
  }

  public Settings settings(Map<String, String> environment) {
    Path directory = context.directory();
    return Settings.load(environment, envFile(), directory.resolve("application.yaml"));
  }

  /** Provides TDLib as configured; {@code progress} receives a line before each long step. */
  public TdlibProvisioner tdlib(Consumer<String> progress) {
    Map<String, String> environment = new HashMap<>(context.environment());
    SessionConfig session = settings().session();
    environment.put("TDLIB_BINDING", session.tdlibBinding());
    session
        .tdlibLibrary()
        .ifPresent(library -> environment.put("TDLIB_LIBRARY", library.toString()));
    return TdlibProvisioner.ofThisMachine(environment, progress);
  }

  /** The file of {@code --env-file}; empty without this option. */
  public Optional<Path> givenFile() {
    return Optional.ofNullable(envFile);
  }

  /** The file of settings; {@code ./.env} may be missing. */
  public Path envFile() {
    if (envFile == null) {
      return context.directory().resolve(".env");
    }
    Path file = context.directory().resolve(envFile);
    if (!Files.isReadable(file)) {
      throw CliException.wrongUsage(
          "--env-file " + envFile + " cannot be read: name a file that this user can read");
    }
    return file;
  }
}

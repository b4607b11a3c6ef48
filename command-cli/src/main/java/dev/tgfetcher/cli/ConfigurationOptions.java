package dev.tgfetcher.cli;

import dev.tgfetcher.telegram.TdlibProvisioner;
import dev.tgfetcher.worker.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from. */
final class ConfigurationOptions {
  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "File of NAME=value lines, in place of ./.env.")
  private @Nullable Path envFile;

  private final Surroundings surroundings;

  ConfigurationOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Settings settings() {
    return settings(surroundings.environment());
  }

  Settings settings(Map<String, String> environment) {
    Path directory = surroundings.directory();
    return Settings.load(environment, envFile(), directory.resolve("application.yaml"));
  }

  /** Provides TDLib as configured; {@code progress} is told what takes time. */
  TdlibProvisioner tdlib(Consumer<String> progress) {
    Map<String, String> environment = new HashMap<>(surroundings.environment());
    settings()
        .session()
        .tdlibLibrary()
        .ifPresent(library -> environment.put("TDLIB_LIBRARY", library.toString()));
    return TdlibProvisioner.ofThisMachine(environment, progress);
  }

  /** The file of settings, whether it is there or not. */
  Path envFile() {
    if (envFile == null) {
      return surroundings.directory().resolve(".env");
    }
    Path file = surroundings.directory().resolve(envFile);
    if (!Files.isReadable(file)) {
      throw VerbFailure.wrongUsage("--env-file " + envFile + " cannot be read");
    }
    return file;
  }
}

package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.session.SessionOwner;
import dev.tgfetcher.telegram.session.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The argument that names a session. */
final class SessionOptions {
  @Parameters(paramLabel = "NAME", description = "The session, as 'sessions list' names it.")
  private String name = "";

  @Mixin private ConfigurationOptions configuration;

  public SessionOptions(CliContext context) {
    this.configuration = new ConfigurationOptions(context);
  }

  String name() {
    return name;
  }

  SessionConfig config() {
    return configuration.settings().session();
  }

  /**
   * The settings that open the session.
   *
   * @throws CliException if there is no such session
   */
  SessionSettings settings() {
    SessionSettings settings = new SessionSettingsFactory(config()).settings(name);
    if (!Files.isDirectory(settings.directory())) {
      throw CliException.wrongUsage(
          "there is no session '%s' in %s: 'tg-fetcher sessions list' shows the names"
              .formatted(name, config().sessionDir()));
    }
    return settings;
  }

  /** The name of the session with its account. */
  String inWords(SessionSettings settings) {
    return SessionOwner.of(settings.directory())
        .map(owner -> name + " (" + owner.inWords() + ")")
        .orElse(name);
  }

  Path tdlib(Consumer<String> progress) throws InterruptedException {
    return configuration.tdlib(progress).provide();
  }
}

package dev.tgfetcher.session;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.library.ConfiguredBinding;
import dev.tgfetcher.telegram.library.TdlibUnavailableException;
import dev.tgfetcher.telegram.session.SessionKey;
import dev.tgfetcher.telegram.session.SessionName;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives the settings of sessions from the configuration, which it checks once. */
public final class SessionSettingsFactory {
  private final SessionConfig config;
  private final int apiId;
  private final String apiHash;
  private final SessionKey key;
  private final Optional<TelegramProxy> proxy;
  private final TdBinding binding;

  /**
   * Reads the settings that all sessions share.
   *
   * @throws ConfigException naming every missing or wrong setting
   */
  public SessionSettingsFactory(SessionConfig config) {
    List<String> problems = new ArrayList<>();
    if (config.telegramApiId().isEmpty()) {
      problems.add("TELEGRAM_API_ID is not set: get one at my.telegram.org and put it into .env");
    }
    if (config.telegramApiHash().isEmpty()) {
      problems.add("TELEGRAM_API_HASH is not set: my.telegram.org shows it beside the api id");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    this.config = config;
    this.apiId = config.telegramApiId().getAsInt();
    this.apiHash = config.telegramApiHash().get();
    this.key = key(config);
    this.proxy = proxy(config);
    this.binding = binding(config);
  }

  /**
   * Returns the settings of a session.
   *
   * @throws ConfigException if the name is not allowed
   */
  public SessionSettings settings(String name) {
    if (!SessionName.isValid(name)) {
      throw new ConfigException(List.of(SessionName.problem(name)));
    }
    return SessionSettings.of(apiId, apiHash, config.sessionDir().resolve(name), key, proxy)
        .by(binding);
  }

  private static SessionKey key(SessionConfig config) {
    Optional<String> passphrase = config.sessionKey();
    if (passphrase.isEmpty() && config.sessionKeyFile().isPresent()) {
      passphrase = Optional.of(read(config.sessionKeyFile().get()));
    }
    return passphrase.map(SessionKey::of).orElseGet(SessionKey::none);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ConfigException(List.of("SESSION_KEY_FILE cannot be read: " + file));
    }
  }

  private static TdBinding binding(SessionConfig config) {
    try {
      return ConfiguredBinding.named(config.tdlibBinding());
    } catch (TdlibUnavailableException e) {
      throw new ConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<TelegramProxy> proxy(SessionConfig config) {
    try {
      return config.telegramProxy().map(TelegramProxy::parse);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }
}

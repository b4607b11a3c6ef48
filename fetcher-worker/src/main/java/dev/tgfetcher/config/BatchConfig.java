package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The chats and days of a batch run whose command line names none. */
@ConfigMapping(prefix = "")
public interface BatchConfig {
  /** A JSON array of chat names and ids. */
  Optional<String> telegramChats();

  /** A command mode without further fields. */
  @WithDefault("yesterday")
  String fetchMode();
}

package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What is fetched when the command line names neither chats nor days. */
@ConfigMapping(prefix = "")
public interface BatchConfig {
  /** A JSON array of names and ids. */
  Optional<String> telegramChats();

  /** A command's mode that needs no further field. */
  @WithDefault("yesterday")
  String fetchMode();
}

package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The Telegram application, its sessions, and the connection to Telegram. */
@ConfigMapping(prefix = "")
public interface SessionConfig {
  /** From my.telegram.org. */
  OptionalInt telegramApiId();

  /** From my.telegram.org; secret. */
  Optional<String> telegramApiHash();

  /** The account's phone number in international form; only {@code login} uses it. */
  Optional<String> telegramPhone();

  /** {@code mtproto://}, {@code socks5://} or {@code http://}; may hold a secret. */
  Optional<String> telegramProxy();

  /** The directory of the sessions, with one folder for each. */
  @WithDefault("./sessions")
  Path sessionDir();

  /** The session to use; absent: the first free one. */
  Optional<String> sessionName();

  /** Encrypts the TDLib database; secret. */
  Optional<String> sessionKey();

  /** A file whose trimmed content is the session key. */
  Optional<Path> sessionKeyFile();

  /** The key that {@code sessions rekey} sets; secret. */
  Optional<String> sessionKeyNew();

  /** The binding that loads TDLib. */
  @WithDefault("json")
  String tdlibBinding();

  /** A library of TDLib to use instead of the provisioned one. */
  Optional<Path> tdlibLibrary();
}

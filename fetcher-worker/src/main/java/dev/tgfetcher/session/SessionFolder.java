package dev.tgfetcher.session;

import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.telegram.session.SessionName;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sessions that a configuration allows: the named one, or all in the folder.
 *
 * @param directory {@code SESSION_DIR}
 * @param named {@code SESSION_NAME}
 */
public record SessionFolder(Path directory, Optional<String> named) {

  public static SessionFolder of(SessionConfig config) {
    return new SessionFolder(config.sessionDir(), config.sessionName());
  }

  /**
   * A session of the folder.
   *
   * @param name of its directory
   * @param quarantine the mark of a session that Telegram refused, or whose account is frozen
   */
  public record Entry(String name, Optional<SessionQuarantine> quarantine) {
    /** Whether no worker may take the session at a time. */
    public boolean isQuarantined(Instant now) {
      return quarantine.isPresent() && quarantine.get().isInForce(now);
    }

    /** Whether the account of the session was frozen at its last check. */
    public boolean isFrozen() {
      return quarantine.isPresent()
          && quarantine.get().kind() == SessionQuarantine.Kind.ACCOUNT_FROZEN;
    }
  }

  /** The sessions, sorted by name. */
  public List<Entry> entries() {
    return names().stream()
        .map(name -> new Entry(name, SessionQuarantine.of(directoryOf(name))))
        .toList();
  }

  public Path directoryOf(String name) {
    return directory.resolve(name);
  }

  private List<String> names() {
    if (named.isPresent()) {
      return List.of(named.get());
    }
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(directory)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(SessionName::isValid)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }
}

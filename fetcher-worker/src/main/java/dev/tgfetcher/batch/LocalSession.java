package dev.tgfetcher.batch;

import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.session.NoSessionException;
import dev.tgfetcher.session.SessionFolder;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A session that a process has for itself, by the lock of its directory.
 *
 * @param directory of the session
 */
public record LocalSession(TelegramSession session, Path directory) implements AutoCloseable {

  /**
   * Opens the session that is configured by name, else the first that is free and works.
   *
   * @param library of TDLib
   * @throws NoSessionException if there is none that anybody could use, or all are in use
   * @throws SessionUnavailableException if none is in use and none can be opened; the first one's
   *     reason
   */
  public static LocalSession open(Path library, SessionConfig config) throws InterruptedException {
    SessionSettingsFactory settings = new SessionSettingsFactory(config);
    SessionFolder folder = SessionFolder.of(config);
    List<SessionFolder.Entry> entries = folder.entries();
    SessionUnavailableException refusal = null;
    boolean anyInUse = false;
    for (SessionFolder.Entry entry : entries) {
      try {
        if (!entry.isQuarantined()) {
          return new LocalSession(
              TelegramSession.open(library, settings.settings(entry.name())),
              folder.directoryOf(entry.name()));
        }
      } catch (SessionUnavailableException e) {
        anyInUse |= e.problem() == SessionProblem.LOCKED;
        refusal = refusal == null ? e : refusal;
      }
    }
    if (anyInUse) {
      throw NoSessionException.allInUse(folder.directory());
    }
    throw refusal != null ? refusal : NoSessionException.noneUsable(entries, folder.directory());
  }

  /** Telegram refused it: nobody is to take it before the next login. */
  public void quarantine(String reason, Instant now) {
    new SessionQuarantine(reason, now).mark(directory);
  }

  @Override
  public void close() {
    session.close();
  }
}

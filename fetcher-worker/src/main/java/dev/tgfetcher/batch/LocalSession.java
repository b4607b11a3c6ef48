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
 * A session that this process has locked by its directory.
 *
 * @param directory of the session
 */
public record LocalSession(TelegramSession session, Path directory) implements AutoCloseable {

  /**
   * Opens the session of the configured name, or else the first session that can be opened.
   *
   * @param library the path of TDLib
   * @throws NoSessionException if there is no usable session, or all are in use
   * @throws SessionUnavailableException if no session is in use and none can be opened; it has the
   *     first one's reason
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

  /** Keeps every process from using the session before the next login; Telegram has refused it. */
  public void quarantine(String reason, Instant now) {
    new SessionQuarantine(reason, now).mark(directory);
  }

  @Override
  public void close() {
    session.close();
  }
}

package dev.tgfetcher.batch;

import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.session.NoSessionException;
import dev.tgfetcher.session.SessionFolder;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
   * @param now the time by which a frozen account is due for a check
   * @throws NoSessionException if there is no usable session, or all are in use
   * @throws SessionUnavailableException if no session is in use and none can be opened; it has the
   *     first one's reason
   */
  public static LocalSession open(Path library, SessionConfig config, Instant now)
      throws InterruptedException {
    SessionSettingsFactory settings = new SessionSettingsFactory(config);
    SessionFolder folder = SessionFolder.of(config);
    List<SessionFolder.Entry> entries = folder.entries();
    SessionUnavailableException refusal = null;
    boolean anyInUse = false;
    for (SessionFolder.Entry entry : entries) {
      try {
        if (!entry.isQuarantined(now)) {
          LocalSession session =
              new LocalSession(
                  TelegramSession.open(library, settings.settings(entry.name())),
                  folder.directoryOf(entry.name()));
          if (!session.isFrozen(entry, now)) {
            return session;
          }
        }
      } catch (SessionUnavailableException e) {
        anyInUse |= e.problem() == SessionProblem.LOCKED;
        refusal = refusal == null ? e : refusal;
      }
    }
    if (anyInUse) {
      throw NoSessionException.allInUse(folder.directory());
    }
    throw refusal != null
        ? refusal
        : NoSessionException.noneUsable(folder.entries(), folder.directory());
  }

  /** Checks the account, if it was frozen; closes and marks the session if it still is. */
  private boolean isFrozen(SessionFolder.Entry entry, Instant now) throws InterruptedException {
    if (!entry.isFrozen() && session.freeze().isEmpty()) {
      return false;
    }
    Optional<AccountFreeze> freeze = session.checkFreeze();
    if (freeze.isPresent()) {
      SessionQuarantine.frozen(freeze.get(), now).mark(directory);
      close();
    } else {
      SessionQuarantine.lift(directory);
    }
    return freeze.isPresent();
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

package dev.tgfetcher.telegram.session;

import java.nio.file.Path;

/**
 * Encrypts a session with another key, without another login.
 *
 * <ol>
 *   <li>makes a backup;
 *   <li>opens it with the key that it has, and sets the new one;
 *   <li>opens it with the new one;
 *   <li>removes the backup, or restores the session from it if anything failed.
 * </ol>
 */
public final class SessionRekey {
  private SessionRekey() {}

  /**
   * Does it.
   *
   * @param library of TDLib
   * @param now the session with the key that it has
   * @throws SessionUnavailableException when the session cannot be opened; it is then as before
   */
  public static void run(Path library, SessionSettings now, SessionKey newKey)
      throws InterruptedException {
    SessionBackup backup = backup(now.directory());
    boolean done = false;
    try {
      try (TelegramSession session = TelegramSession.open(library, now)) {
        session.setKey(newKey);
      }
      TelegramSession.open(library, now.withKey(newKey)).close();
      done = true;
    } finally {
      if (!done) {
        restore(backup);
      }
    }
    backup.remove();
  }

  private static SessionBackup backup(Path directory) {
    SessionDirectory held = SessionDirectory.lock(directory);
    try {
      return SessionBackup.of(directory);
    } finally {
      held.close();
    }
  }

  private static void restore(SessionBackup backup) {
    SessionDirectory held = SessionDirectory.lock(backup.directory());
    try {
      backup.restore();
      backup.remove();
    } finally {
      held.close();
    }
  }
}

package dev.tgfetcher.telegram.session;

import java.nio.file.Path;

/**
 * Encrypts a session with another key, without another login:
 *
 * <ol>
 *   <li>makes a backup;
 *   <li>opens the session with its present key, and sets the new key;
 *   <li>opens it with the new key;
 *   <li>removes the backup, or restores the session from it if anything failed.
 * </ol>
 */
public final class SessionRekey {
  private SessionRekey() {}

  /**
   * Changes the key of a session.
   *
   * @param library the TDLib library file
   * @param now the session with its present key
   * @throws SessionUnavailableException when the session cannot be opened; it is unchanged then
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
    SessionDirectory locked = SessionDirectory.lock(directory);
    try {
      return SessionBackup.of(directory);
    } finally {
      locked.close();
    }
  }

  private static void restore(SessionBackup backup) {
    SessionDirectory locked = SessionDirectory.lock(backup.directory());
    try {
      backup.restore();
      backup.remove();
    } finally {
      locked.close();
    }
  }
}

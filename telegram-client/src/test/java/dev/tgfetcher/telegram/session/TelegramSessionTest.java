package dev.tgfetcher.telegram.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.library.TestLibrary;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real TDLib behind a proxy that does not exist, so that nothing leaves the machine. */
class TelegramSessionTest {
  private static final TelegramProxy NOWHERE =
      TelegramProxy.parse("mtproto://00112233445566778899aabbccddeeff@127.0.0.1:9");

  private final Path library = TestLibrary.path();
  @TempDir private Path directory;

  @Test
  void a_session_without_a_login_is_refused_and_unlocked() {
    assertRefused(SessionKey.none(), SessionProblem.NOT_LOGGED_IN, "tg-fetcher login");
    assertRefused(
        SessionKey.none(),
        SessionProblem.NOT_LOGGED_IN,
        "is not logged in: run `tg-fetcher login`");
  }

  @Test
  void another_key_does_not_open_it() {
    assertRefused(SessionKey.of("the first key"), SessionProblem.NOT_LOGGED_IN, "");

    assertRefused(SessionKey.of("another key"), SessionProblem.WRONG_KEY, "SESSION_KEY");
    assertRefused(SessionKey.none(), SessionProblem.WRONG_KEY, directory.toString());
    assertRefused(SessionKey.of("the first key"), SessionProblem.NOT_LOGGED_IN, "");
  }

  @Test
  void a_directory_in_use_is_refused() {
    try (SessionDirectory locked = SessionDirectory.lock(directory)) {
      assertRefused(SessionKey.none(), SessionProblem.LOCKED, locked.path().toString());
    }
  }

  private void assertRefused(SessionKey key, SessionProblem problem, String words) {
    SessionSettings settings =
        SessionSettings.of(1, "an api hash", directory, key, Optional.of(NOWHERE));

    assertThatThrownBy(() -> TelegramSession.open(library, settings))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            SessionUnavailableException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}

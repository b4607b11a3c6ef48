package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.AuthorizationState;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A session cannot be used. The message is one line for an operator. */
public final class SessionUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SessionProblem problem;

  SessionUnavailableException(SessionProblem problem, String message) {
    this(problem, message, null);
  }

  SessionUnavailableException(SessionProblem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  static SessionUnavailableException of(TelegramException refusal, Path directory) {
    SessionProblem problem = problem(refusal.type());
    return new SessionUnavailableException(
        problem, message(problem, refusal.error(), directory), refusal);
  }

  static SessionUnavailableException notLoggedIn(AuthorizationState state, Path directory) {
    String problem =
        state == AuthorizationState.WAIT_PHONE_NUMBER
            ? "is not logged in"
            : "is not logged in, because its last login was not finished";
    return new SessionUnavailableException(
        SessionProblem.NOT_LOGGED_IN,
        "the session in %s %s: run `tg-fetcher login`".formatted(directory, problem));
  }

  public SessionProblem problem() {
    return problem;
  }

  private static SessionProblem problem(TelegramErrorType type) {
    return switch (type) {
      case DIRECTORY_LOCKED -> SessionProblem.LOCKED;
      case WRONG_KEY -> SessionProblem.WRONG_KEY;
      case SESSION_ENDED -> SessionProblem.SESSION_ENDED;
      case FLOOD, ACCOUNT_RESTRICTED, UNAVAILABLE, TIMEOUT -> SessionProblem.UNAVAILABLE;
      case WRONG_CREDENTIALS,
          CHAT_NOT_FOUND,
          ACCESS_DENIED,
          NOT_FOUND,
          UNREADABLE,
          NO_COMMENTS,
          OTHER ->
          SessionProblem.REFUSED;
    };
  }

  private static String message(SessionProblem problem, TelegramError error, Path directory) {
    return switch (problem) {
      case LOCKED -> "the session directory " + directory + " is in use by another process";
      case WRONG_KEY ->
          "SESSION_KEY does not open the session in %s: use the key it was made with, or delete it and log in again"
              .formatted(directory);
      case SESSION_ENDED ->
          "the session in %s is no longer valid (%s): run `tg-fetcher login`"
              .formatted(directory, error);
      case NOT_LOGGED_IN, DIRECTORY, REFUSED, UNAVAILABLE ->
          "the session in %s cannot be opened: %s".formatted(directory, error);
    };
  }
}

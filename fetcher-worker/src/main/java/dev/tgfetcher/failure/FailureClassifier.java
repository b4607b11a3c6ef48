package dev.tgfetcher.failure;

import dev.tgfetcher.archive.FencedException;
import dev.tgfetcher.archive.spool.RefusedMessageException;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.redisson.client.RedisException;

/**
 * Turns the exception of an attempt into a {@link Failure}. Exceptions of packages that import this
 * one implement {@link HasFailure}.
 */
public final class FailureClassifier {
  private static final String TOO_OLD =
      "this TDLib is too old for what the chat contains: %s; update tg-fetcher and run"
          + " `tg-fetcher tdlib install`, or set TDLIB_LIBRARY to a newer libtdjson, then run"
          + " `tg-fetcher dlq replay`";

  private FailureClassifier() {}

  public static Failure classify(Throwable thrown) {
    if (thrown instanceof HasFailure known) {
      return known.failure();
    }
    if (thrown instanceof TelegramException refusal) {
      return ofTelegram(refusal.error());
    }
    if (thrown instanceof SessionUnavailableException session) {
      return new Failure(errorType(session.problem()), message(thrown));
    }
    if (thrown instanceof StorageException
        || thrown instanceof UncheckedIOException
        || thrown instanceof IOException) {
      return new Failure(ErrorType.STORAGE, message(thrown));
    }
    if (thrown instanceof RedisException) {
      return new Failure(ErrorType.NETWORK, "Redis: " + message(thrown));
    }
    if (thrown instanceof RefusedMessageException) {
      return new Failure(ErrorType.TELEGRAM, message(thrown));
    }
    if (thrown instanceof InterruptedException || thrown instanceof FencedException) {
      return new Failure(ErrorType.INTERRUPTED, message(thrown));
    }
    return new Failure(
        ErrorType.INTERNAL, thrown.getClass().getSimpleName() + ": " + message(thrown));
  }

  private static Failure ofTelegram(TelegramError error) {
    String message = error.toString();
    return switch (error.type()) {
      case CHAT_NOT_FOUND, NOT_FOUND -> new Failure(ErrorType.CHAT_NOT_FOUND, message);
      case ACCESS_DENIED -> new Failure(ErrorType.ACCESS_DENIED, message);
      case SESSION_ENDED, DIRECTORY_LOCKED, WRONG_KEY, WRONG_CREDENTIALS ->
          new Failure(ErrorType.AUTH, message);
      case FLOOD -> new Failure(ErrorType.RATE_LIMIT, message, error.retryAfter());
      case UNAVAILABLE, TIMEOUT -> new Failure(ErrorType.NETWORK, message);
      case ACCOUNT_RESTRICTED -> new Failure(ErrorType.INTERRUPTED, message);
      case UNREADABLE -> Failure.permanent(ErrorType.TELEGRAM, TOO_OLD.formatted(message));
      case NO_COMMENTS, OTHER -> new Failure(ErrorType.TELEGRAM, message);
    };
  }

  private static ErrorType errorType(SessionProblem problem) {
    return switch (problem) {
      case NOT_LOGGED_IN, SESSION_ENDED -> ErrorType.AUTH;
      case UNAVAILABLE -> ErrorType.NETWORK;
      case DIRECTORY -> ErrorType.STORAGE;
      case LOCKED, WRONG_KEY, REFUSED -> ErrorType.TELEGRAM;
    };
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}

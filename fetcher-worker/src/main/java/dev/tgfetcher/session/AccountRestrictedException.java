package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.telegram.session.AccountFreeze;
import org.jspecify.annotations.Nullable;

/**
 * Telegram restricts the account, so its requests say nothing about the chat. The command is
 * requeued untouched, and the session of another account runs it.
 */
public final class AccountRestrictedException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  private final transient AccountFreeze freeze;

  AccountRestrictedException(AccountFreeze freeze) {
    this(freeze, freeze.inWords(), null);
  }

  AccountRestrictedException(AccountFreeze freeze, Throwable refusal) {
    this(freeze, freeze.inWords() + " (" + refusal.getMessage() + ")", refusal);
  }

  private AccountRestrictedException(
      AccountFreeze freeze, String message, @Nullable Throwable refusal) {
    super(message, refusal);
    this.freeze = freeze;
  }

  AccountFreeze freeze() {
    return freeze;
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()));
  }
}

package dev.tgfetcher.session;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.AccountFreeze;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Keeps the refusals that a frozen account gets apart from those of a chat:
 *
 * <ol>
 *   <li>refuses the requests of an account that TDLib has reported as frozen;
 *   <li>turns Telegram's refusal of the account into an {@link AccountRestrictedException};
 *   <li>checks the account after a refusal that a frozen account may get in place of its own, such
 *       as "Can't access the chat", and turns it as well if the account is frozen.
 * </ol>
 */
public final class AccountGate implements RequestGate {
  /** The shortest time between two checks of an account that was not frozen. */
  static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private final AccountFreeze.Source account;
  private final RequestGate gate;
  private final LongSupplier nanoTime;
  private volatile long nextCheck;

  public AccountGate(AccountFreeze.Source account, RequestGate gate) {
    this(account, gate, System::nanoTime);
  }

  AccountGate(AccountFreeze.Source account, RequestGate gate, LongSupplier nanoTime) {
    this.account = account;
    this.gate = gate;
    this.nanoTime = nanoTime;
    this.nextCheck = nanoTime.getAsLong();
  }

  @Override
  public JsonNode pass(Call call) throws InterruptedException {
    if (call.method() != MethodClass.LOCAL) {
      account.freeze().ifPresent(AccountGate::refuse);
    }
    try {
      return gate.pass(call);
    } catch (TelegramException refusal) {
      Optional<AccountFreeze> freeze = freezeBehind(refusal, call.method());
      throw freeze.isPresent() ? new AccountRestrictedException(freeze.get(), refusal) : refusal;
    }
  }

  @Override
  public void endSeries() {
    gate.endSeries();
  }

  private static void refuse(AccountFreeze freeze) {
    throw new AccountRestrictedException(freeze);
  }

  private Optional<AccountFreeze> freezeBehind(TelegramException refusal, MethodClass method)
      throws InterruptedException {
    return switch (refusal.type()) {
      case ACCOUNT_RESTRICTED ->
          Optional.of(account.checkFreeze().orElse(AccountFreeze.WITHOUT_DATES));
      case ACCESS_DENIED, CHAT_NOT_FOUND ->
          method == MethodClass.LOCAL ? account.freeze() : checkNowAndThen();
      default -> Optional.empty();
    };
  }

  private Optional<AccountFreeze> checkNowAndThen() throws InterruptedException {
    long now = nanoTime.getAsLong();
    if (now - nextCheck < 0) {
      return account.freeze();
    }
    nextCheck = now + CHECK_INTERVAL.toNanos();
    return account.checkFreeze();
  }
}

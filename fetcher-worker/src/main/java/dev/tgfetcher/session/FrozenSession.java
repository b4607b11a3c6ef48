package dev.tgfetcher.session;

import dev.tgfetcher.telegram.session.AccountFreeze;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session whose account Telegram has frozen, as heartbeats show it.
 *
 * @param session its name
 * @param since the begin of the freeze; null when unknown
 * @param deletion the time when Telegram deletes the account; null when unknown
 * @param appealLink empty when unknown
 * @param checkAt the time of the next check
 */
public record FrozenSession(
    String session,
    @Nullable Instant since,
    @Nullable Instant deletion,
    String appealLink,
    Instant checkAt) {

  static FrozenSession of(String session, AccountFreeze freeze, Instant checkAt) {
    return new FrozenSession(
        session, freeze.since(), freeze.deletion(), freeze.appealLink(), checkAt);
  }

  /** Describes the freeze and the remedy for an operator. */
  public String inWords() {
    return new AccountFreeze(since, deletion, appealLink).inWords()
        + "; checked again at "
        + checkAt;
  }
}

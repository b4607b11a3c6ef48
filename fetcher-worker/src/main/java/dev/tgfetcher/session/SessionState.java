package dev.tgfetcher.session;

import java.util.List;

/**
 * The sessions of a worker at a moment. A worker without a session is not ready and takes no
 * commands.
 *
 * @param wanted the number of worker slots
 * @param owned the names of the worker's sessions
 * @param accounts the user ids of their accounts
 * @param quarantined the names of the sessions that need a new login
 */
public record SessionState(
    int wanted, List<String> owned, List<Long> accounts, List<String> quarantined) {

  public SessionState {
    owned = List.copyOf(owned);
    accounts = List.copyOf(accounts);
    quarantined = List.copyOf(quarantined);
  }

  public boolean isReady() {
    return !owned.isEmpty();
  }

  /** Describes the state in one line for an operator. */
  public String inWords() {
    String use =
        isReady()
            ? "working with %s (%d of %d)".formatted(String.join(", ", owned), owned.size(), wanted)
            : "waiting for a free session";
    return quarantined.isEmpty() ? use : use + "; in quarantine: " + String.join(", ", quarantined);
  }
}

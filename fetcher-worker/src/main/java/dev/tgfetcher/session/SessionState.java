package dev.tgfetcher.session;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sessions of a worker at a moment. A worker without a session is not ready and takes no
 * commands.
 *
 * @param wanted the number of worker slots
 * @param owned the names of the worker's sessions
 * @param accounts the user ids of their accounts
 * @param quarantined the names of the sessions that need a new login
 * @param frozen the sessions of frozen accounts
 * @param refused the reasons, by session, why sessions could not be opened
 */
public record SessionState(
    int wanted,
    List<String> owned,
    List<Long> accounts,
    List<String> quarantined,
    List<FrozenSession> frozen,
    Map<String, String> refused) {

  public SessionState {
    owned = List.copyOf(owned);
    accounts = List.copyOf(accounts);
    quarantined = List.copyOf(quarantined);
    frozen = List.copyOf(frozen);
    refused = Map.copyOf(refused);
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
    String refused =
        quarantined.isEmpty() ? "" : "; in quarantine: " + String.join(", ", quarantined);
    return use + refused + (frozen.isEmpty() ? "" : "; frozen: " + names(frozen));
  }

  private static String names(List<FrozenSession> sessions) {
    return sessions.stream().map(FrozenSession::session).collect(Collectors.joining(", "));
  }
}

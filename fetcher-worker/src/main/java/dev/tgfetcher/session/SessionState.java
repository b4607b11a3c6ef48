package dev.tgfetcher.session;

import java.util.List;

/**
 * What a worker has of sessions at a moment. Without one it takes no commands, and is not ready.
 *
 * @param wanted how many it could work with
 * @param held the names of those that it has
 * @param accounts the ids of the accounts that they belong to
 * @param quarantined the names of those that nobody takes until somebody logs in again
 */
public record SessionState(
    int wanted, List<String> held, List<Long> accounts, List<String> quarantined) {

  public SessionState {
    held = List.copyOf(held);
    accounts = List.copyOf(accounts);
    quarantined = List.copyOf(quarantined);
  }

  public boolean isReady() {
    return !held.isEmpty();
  }

  /** For people. */
  public String inWords() {
    String use =
        isReady()
            ? "working with %s (%d of %d)".formatted(String.join(", ", held), held.size(), wanted)
            : "waiting for a free session";
    return quarantined.isEmpty() ? use : use + "; in quarantine: " + String.join(", ", quarantined);
  }
}

package dev.tgfetcher.history;

import java.util.Optional;

/** Remembers which chat a public name belongs to: Telegram lets names be resolved rarely. */
public interface UsernameCache {

  /** What Telegram answered when it was last asked for a name. */
  sealed interface Answer {

    /** The chat that had the name. */
    record Chat(long id) implements Answer {}

    /** Nobody had it. */
    record Nobody() implements Answer {}
  }

  /** The answer that is remembered; empty when Telegram has to be asked. */
  Optional<Answer> find(String username);

  void put(String username, Answer answer);

  /** Remembers nothing. */
  static UsernameCache none() {
    return new UsernameCache() {
      @Override
      public Optional<Answer> find(String username) {
        return Optional.empty();
      }

      @Override
      public void put(String username, Answer answer) {}
    };
  }
}

package dev.tgfetcher.history;

import java.util.Optional;

/** Caches which chat has a username, because Telegram allows few look-ups of usernames. */
public interface UsernameCache {

  /** The result of the last look-up of a username. */
  sealed interface Entry {

    /** A chat had the name. */
    record Chat(long id) implements Entry {}

    /** No chat had the name. */
    record Free() implements Entry {}
  }

  /** The cached entry; empty when the name has to be looked up at Telegram. */
  Optional<Entry> find(String username);

  void put(String username, Entry entry);

  /** A cache that is always empty. */
  static UsernameCache none() {
    return new UsernameCache() {
      @Override
      public Optional<Entry> find(String username) {
        return Optional.empty();
      }

      @Override
      public void put(String username, Entry entry) {}
    };
  }
}

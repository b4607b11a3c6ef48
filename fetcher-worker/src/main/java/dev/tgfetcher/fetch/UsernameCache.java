package dev.tgfetcher.fetch;

import java.util.OptionalLong;

/** Remembers which chat a public name belongs to: Telegram lets names be resolved rarely. */
public interface UsernameCache {

  /** The chat id that the name had when it was last resolved. */
  OptionalLong find(String username);

  void put(String username, long chatId);

  /** Remembers nothing. */
  static UsernameCache none() {
    return new UsernameCache() {
      @Override
      public OptionalLong find(String username) {
        return OptionalLong.empty();
      }

      @Override
      public void put(String username, long chatId) {}
    };
  }
}

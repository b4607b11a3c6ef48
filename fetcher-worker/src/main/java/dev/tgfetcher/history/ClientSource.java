package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;

/**
 * Gives the client to ask. TDLib keeps in memory what it has loaded, so a source may replace its
 * client after some number of messages.
 */
public interface ClientSource {

  TelegramClient client();

  /**
   * Told after every page how many messages were loaded; no request is under way then.
   *
   * @return whether the client was replaced: chats that were open have to be opened again
   */
  boolean pageLoaded(int messages) throws InterruptedException;

  /**
   * Replaces the client by one that remembers no messages; no request is under way then.
   *
   * @return whether it did
   */
  default boolean replaceClient() throws InterruptedException {
    return false;
  }

  /** One client for good. */
  static ClientSource of(TelegramClient client) {
    return new ClientSource() {
      @Override
      public TelegramClient client() {
        return client;
      }

      @Override
      public boolean pageLoaded(int messages) {
        return false;
      }
    };
  }
}

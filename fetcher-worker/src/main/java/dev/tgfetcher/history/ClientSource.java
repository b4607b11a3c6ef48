package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;

/**
 * Supplies the TDLib client of a session. TDLib keeps every loaded message in memory, so a source
 * may replace its client after a number of messages.
 */
public interface ClientSource {

  TelegramClient client();

  /**
   * Called after every page.
   *
   * @param messages how many messages the page has
   * @return whether the client has loaded so many that it is to be replaced
   */
  boolean pageLoaded(int messages);

  /**
   * Replaces the client by one that has no messages in memory. Called while no request is pending.
   *
   * @return whether the client was replaced: open chats have to be opened again
   */
  default boolean replaceClient() throws InterruptedException {
    return false;
  }

  /** Opens a client if an earlier replacement has failed and left none. */
  default void openClient() throws InterruptedException {}

  /** A source that never replaces its client. */
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

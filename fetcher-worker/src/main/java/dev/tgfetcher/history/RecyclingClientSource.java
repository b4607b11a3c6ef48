package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.session.TelegramSession;

/**
 * Replaces the client of a session after a number of messages, because each message takes about 1.5
 * KB of TDLib's memory.
 */
public final class RecyclingClientSource implements ClientSource {
  private final TelegramSession session;
  private final int recycleAfter;
  private int loaded;

  public RecyclingClientSource(TelegramSession session, int recycleAfter) {
    if (recycleAfter < 1) {
      throw new IllegalArgumentException("recycle after at least one message, not " + recycleAfter);
    }
    this.session = session;
    this.recycleAfter = recycleAfter;
  }

  @Override
  public TelegramClient client() {
    return session;
  }

  @Override
  public boolean pageLoaded(int messages) {
    loaded += messages;
    return loaded >= recycleAfter;
  }

  @Override
  public boolean replaceClient() throws InterruptedException {
    session.recycle();
    loaded = 0;
    return true;
  }

  @Override
  public void openClient() throws InterruptedException {
    if (!session.isOpen()) {
      replaceClient();
    }
  }
}

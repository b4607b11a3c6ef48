package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.session.TelegramSession;

/** A session whose client is replaced after so many messages: some 1.5 KB each stay in TDLib. */
public final class RecyclingClient implements ClientSource {
  private final TelegramSession session;
  private final int after;
  private int loaded;

  public RecyclingClient(TelegramSession session, int after) {
    if (after < 1) {
      throw new IllegalArgumentException("recycle after at least one message, not " + after);
    }
    this.session = session;
    this.after = after;
  }

  @Override
  public TelegramClient client() {
    return session;
  }

  @Override
  public boolean loaded(int messages) throws InterruptedException {
    loaded += messages;
    return loaded >= after && renew();
  }

  @Override
  public boolean renew() throws InterruptedException {
    session.recycle();
    loaded = 0;
    return true;
  }
}

package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.session.TelegramSession;

/** A session whose client is replaced after so many messages: some 1.5 KB each stay in TDLib. */
public final class RecyclingClientSource implements ClientSource {
  private final TelegramSession session;
  private final int after;
  private int loaded;

  public RecyclingClientSource(TelegramSession session, int after) {
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
  public boolean pageLoaded(int messages) throws InterruptedException {
    loaded += messages;
    return loaded >= after && replaceClient();
  }

  @Override
  public boolean replaceClient() throws InterruptedException {
    session.recycle();
    loaded = 0;
    return true;
  }
}

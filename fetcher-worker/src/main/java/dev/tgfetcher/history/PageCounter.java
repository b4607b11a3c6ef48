package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;
import java.util.function.IntConsumer;

/** A source that tells of every page how many messages were on it. */
public record PageCounter(ClientSource source, IntConsumer pages) implements ClientSource {
  @Override
  public TelegramClient client() {
    return source.client();
  }

  @Override
  public boolean loaded(int messages) throws InterruptedException {
    pages.accept(messages);
    return source.loaded(messages);
  }

  @Override
  public boolean renew() throws InterruptedException {
    return source.renew();
  }
}

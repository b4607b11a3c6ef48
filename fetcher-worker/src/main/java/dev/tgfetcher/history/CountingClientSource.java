package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;
import java.util.function.IntConsumer;

/** A source that tells of every page how many messages were on it. */
public record CountingClientSource(ClientSource source, IntConsumer pages) implements ClientSource {
  @Override
  public TelegramClient client() {
    return source.client();
  }

  @Override
  public boolean pageLoaded(int messages) throws InterruptedException {
    pages.accept(messages);
    return source.pageLoaded(messages);
  }

  @Override
  public boolean replaceClient() throws InterruptedException {
    return source.replaceClient();
  }
}

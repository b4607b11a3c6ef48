package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramClient;
import java.util.function.IntConsumer;

/** Reports how many messages each page of a source has. */
public record CountingClientSource(ClientSource source, IntConsumer onPage)
    implements ClientSource {
  @Override
  public TelegramClient client() {
    return source.client();
  }

  @Override
  public boolean pageLoaded(int messages) {
    onPage.accept(messages);
    return source.pageLoaded(messages);
  }

  @Override
  public boolean replaceClient() throws InterruptedException {
    return source.replaceClient();
  }

  @Override
  public void openClient() throws InterruptedException {
    source.openClient();
  }
}

package dev.tgfetcher.bench;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import tools.jackson.databind.JsonNode;

/** Reads a chat with getChatHistory through the worker's binding, and ignores the messages. */
final class BareLoop {
  private static final int PAGE = 100;

  private final TelegramClient client;
  private final long chat;

  private BareLoop(TelegramClient client, long chat) {
    this.client = client;
    this.chat = chat;
  }

  /** The messages per second over the whole chat, with a new client. */
  static double rate(SessionSettings settings) throws InterruptedException {
    try (TelegramSession session = TelegramSession.open(TestTelegram.library(), settings)) {
      JsonNode chat = session.call(request("searchPublicChat").put("username", WorldServer.CHAT));
      session.call(
          request("getSupergroupFullInfo")
              .put("supergroup_id", chat.path("type").path("supergroup_id").asLong()));
      return new BareLoop(session, chat.path("id").asLong()).rate();
    }
  }

  private double rate() throws InterruptedException {
    client.call(request("openChat").put("chat_id", chat));
    long start = System.nanoTime();
    int messages = read();
    return messages * 1e9 / (System.nanoTime() - start);
  }

  private int read() throws InterruptedException {
    int messages = 0;
    long oldest = 0;
    while (true) {
      JsonNode page =
          client
              .call(
                  request("getChatHistory")
                      .put("chat_id", chat)
                      .put("from_message_id", oldest)
                      .put("offset", 0)
                      .put("limit", PAGE)
                      .put("only_local", false))
              .path("messages");
      if (page.isEmpty()) {
        return messages;
      }
      messages += page.size();
      oldest = page.get(page.size() - 1).path("id").asLong();
    }
  }
}

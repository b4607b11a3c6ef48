package dev.tgfetcher.bench;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.telegram.TelegramClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a supergroup or channel through the worker's binding, and only counts its messages. */
public final class BareLoop {
  private static final int PAGE = 100;
  private static final int SLICE = 200;

  private final TelegramClient client;
  private final long chat;

  private BareLoop(TelegramClient client, long chat) {
    this.client = client;
    this.chat = chat;
  }

  /** Opens a chat by its username without @. */
  public static BareLoop open(TelegramClient client, String username) throws InterruptedException {
    JsonNode chat = client.call(request("searchPublicChat").put("username", username));
    client.call(
        request("getSupergroupFullInfo")
            .put("supergroup_id", chat.path("type").path("supergroup_id").asLong()));
    long id = chat.path("id").asLong();
    client.call(request("openChat").put("chat_id", id));
    return new BareLoop(client, id);
  }

  /** Reads all messages with getChatHistory, 100 a request. */
  public long readHistory() throws InterruptedException {
    long messages = 0;
    JsonNode page = page(0, PAGE);
    while (!page.isEmpty()) {
      messages += page.size();
      page = page(page.get(page.size() - 1).path("id").asLong(), PAGE);
    }
    return messages;
  }

  private JsonNode page(long from, int limit) throws InterruptedException {
    return client
        .call(
            request("getChatHistory")
                .put("chat_id", chat)
                .put("from_message_id", from)
                .put("offset", 0)
                .put("limit", limit)
                .put("only_local", false))
        .path("messages");
  }

  /** Reads all messages with getMessages, 200 ids a request. */
  public long readByIds() throws InterruptedException {
    long newest = page(0, 1).path(0).path("id").asLong() >> 20;
    long messages = 0;
    for (long last = newest; last > 0; last -= SLICE) {
      messages += slice(Math.max(1, last - SLICE + 1), last);
    }
    return messages;
  }

  private long slice(long first, long last) throws InterruptedException {
    ObjectNode request = request("getMessages").put("chat_id", chat);
    ArrayNode ids = request.putArray("message_ids");
    for (long id = first; id <= last; id++) {
      ids.add(id << 20);
    }
    return client.call(request).path("messages").valueStream().filter(m -> !m.isNull()).count();
  }
}

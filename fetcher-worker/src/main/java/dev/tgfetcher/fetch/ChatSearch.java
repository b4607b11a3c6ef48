package dev.tgfetcher.fetch;

import static dev.tgfetcher.telegram.TelegramClient.request;

import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for a chat's messages by a search for nothing in particular. It costs one request of as many
 * messages as asked for, and always goes to the server; reading the history instead makes TDLib
 * load another half page ahead with every page.
 */
final class ChatSearch {
  private ChatSearch() {}

  /** The next messages older than the given one; from the newest on when it is 0. */
  static ObjectNode page(long fromMessageId, int limit) {
    return request("searchChatMessages")
        .put("query", "")
        .put("from_message_id", fromMessageId)
        .put("offset", 0)
        .put("limit", limit);
  }
}

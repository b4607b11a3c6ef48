package dev.tgfetcher.day;

import dev.tgfetcher.telegram.TdFields;
import tools.jackson.databind.JsonNode;

/**
 * Numbers the messages of a supergroup and of the basic group that it was before, so that newer
 * messages have higher numbers. The ids of the two chats overlap.
 */
final class HistoryOrder {
  /** Higher than all ids of TDLib. */
  private static final long EARLIER_CHAT = 1L << 60;

  private HistoryOrder() {}

  /** The message's id, less a large number if it is a message of the basic group. */
  static long of(JsonNode message, long chatId) {
    long id = TdFields.number(message, "id");
    return isOf(message, chatId) ? id : id - EARLIER_CHAT;
  }

  /** The same number for server ids. */
  static long ofServerId(JsonNode message, long chatId) {
    return TdFields.serverId(of(message, chatId));
  }

  /** Whether the message is in that chat. */
  static boolean isOf(JsonNode message, long chatId) {
    return TdFields.number(message, "chat_id") == chatId;
  }

  /** Whether a message is in the basic group and the one that came before it is not. */
  static boolean isEarlierChat(long order, long orderBefore) {
    return order < 0 && orderBefore >= 0;
  }
}

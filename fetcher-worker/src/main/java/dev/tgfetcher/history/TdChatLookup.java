package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds TDLib's {@code chat} object by its id without a request to Telegram. A client that was just
 * opened has no chats, but it remembers the users and groups behind them and creates the chat.
 */
final class TdChatLookup {
  private static final long SUPERGROUP_BASE = -1_000_000_000_000L;

  private TdChatLookup() {}

  /**
   * Finds TDLib's {@code chat}.
   *
   * @throws TelegramException of type {@code CHAT_NOT_FOUND} when TDLib has never seen the chat
   *     with this account
   */
  static JsonNode byId(TelegramCalls calls, long chatId) throws InterruptedException {
    try {
      return calls.call(MethodClass.LOCAL, request("getChat").put("chat_id", chatId));
    } catch (TelegramException unknown) {
      if (unknown.type() != TelegramErrorType.CHAT_NOT_FOUND) {
        throw unknown;
      }
      return create(calls, chatId, unknown);
    }
  }

  private static JsonNode create(TelegramCalls calls, long chatId, TelegramException unknown)
      throws InterruptedException {
    try {
      return calls.call(MethodClass.LOCAL, creation(chatId).put("force", true));
    } catch (TelegramException e) {
      throw switch (e.type()) {
        case OTHER, ACCESS_DENIED -> unknown;
        default -> e;
      };
    }
  }

  /** The basic group of a chat id; empty for other chats. */
  static OptionalLong basicGroupOf(long chatId) {
    return chatId < 0 && chatId > SUPERGROUP_BASE ? OptionalLong.of(-chatId) : OptionalLong.empty();
  }

  static long supergroupChatId(long supergroup) {
    return SUPERGROUP_BASE - supergroup;
  }

  private static ObjectNode creation(long chatId) {
    if (chatId > 0) {
      return request("createPrivateChat").put("user_id", chatId);
    }
    return chatId < SUPERGROUP_BASE
        ? request("createSupergroupChat").put("supergroup_id", SUPERGROUP_BASE - chatId)
        : request("createBasicGroupChat").put("basic_group_id", -chatId);
  }
}

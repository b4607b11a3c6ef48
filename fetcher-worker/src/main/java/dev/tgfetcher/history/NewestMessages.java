package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat's newest messages, which are requested once, when they are needed. TDLib has loaded them
 * when it met the chat, and shows their reactions only after they were requested again.
 */
final class NewestMessages {
  private final TelegramCalls calls;
  private final OpenChat chat;
  private @Nullable List<JsonNode> loaded;

  NewestMessages(TelegramCalls calls, OpenChat chat) {
    this.calls = calls;
    this.chat = chat;
  }

  /** The messages, newest first; empty when the chat has none or TDLib cannot read them. */
  List<JsonNode> load() throws InterruptedException {
    List<JsonNode> messages = loaded;
    if (messages == null) {
      messages = HistoryPage.reloadNewest(chat);
      loaded = messages;
      learn(messages);
    }
    return messages;
  }

  private void learn(List<JsonNode> messages) {
    if (chat.chat().hasOwnIds() && messages.size() == HistoryPage.NEWEST) {
      long span = serverId(messages.get(0)) - serverId(messages.get(messages.size() - 1)) + 1;
      Densities densities = calls.densities();
      long chatId = chat.chat().chatId();
      densities.set(chatId, densities.of(chatId).with(span, messages.size()));
    }
  }

  /**
   * Server id of the chat's newest message, if it is earlier than a time; else null. A search may
   * leave out messages, so it is believed if its newest is not older than TDLib's.
   */
  @Nullable Long lastIdIfBefore(Instant time) throws InterruptedException {
    JsonNode known = lastKnown();
    if (!known.isObject() || !isBefore(known, time)) {
      return null;
    }
    List<JsonNode> messages = load();
    if (messages.isEmpty()) {
      return null;
    }
    JsonNode newest = messages.get(0);
    return serverId(newest) >= serverId(known) && isBefore(newest, time) ? serverId(newest) : null;
  }

  /** Whether TDLib knows a message with a higher server id; it requests none. */
  boolean isKnownAfter(long id) throws InterruptedException {
    return serverId(lastKnown()) > id;
  }

  /** Server id of the newest message that TDLib knows; the highest number when it knows none. */
  long highestKnownId() throws InterruptedException {
    long id = serverId(lastKnown());
    return id == 0 ? Long.MAX_VALUE : id;
  }

  /** Server id of the chat's newest message; 0 when it has none or TDLib cannot read it. */
  long highestId() throws InterruptedException {
    List<JsonNode> messages = load();
    return messages.isEmpty() ? 0 : serverId(messages.get(0));
  }

  private JsonNode lastKnown() throws InterruptedException {
    ObjectNode getChat = request("getChat");
    return chat.call(MethodClass.LOCAL, getChat).path("last_message");
  }

  /** The messages of a page, as they were requested again. */
  List<JsonNode> renewed(List<JsonNode> page) throws InterruptedException {
    Map<Long, JsonNode> byId = new HashMap<>();
    load().forEach(message -> byId.put(TdFields.number(message, "id"), message));
    List<JsonNode> renewed = new ArrayList<>();
    page.forEach(
        message -> renewed.add(byId.getOrDefault(TdFields.number(message, "id"), message)));
    return renewed;
  }

  /** Whether the chat has no message with a higher server id. */
  boolean isLast(long id) throws InterruptedException {
    List<JsonNode> messages = load();
    return messages.isEmpty() || serverId(messages.get(0)) <= id;
  }

  private static boolean isBefore(JsonNode message, Instant time) {
    return Instant.ofEpochSecond(TdFields.number(message, "date")).isBefore(time);
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }
}

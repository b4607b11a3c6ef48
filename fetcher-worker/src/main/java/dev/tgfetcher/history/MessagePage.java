package dev.tgfetcher.history;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A part of a chat's history, newest message first. It may be empty inside a run of deleted
 * messages.
 *
 * @param messages TDLib's messages, and one {@link UnreadableMessage} for each that TDLib refuses
 * @param isLast whether the chat has no older message
 */
public record MessagePage(List<JsonNode> messages, boolean isLast) {
  static final MessagePage LAST = new MessagePage(List.of(), true);

  public MessagePage {
    messages = List.copyOf(messages);
  }
}

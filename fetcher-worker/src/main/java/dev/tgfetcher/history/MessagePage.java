package dev.tgfetcher.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of a chat's history, newest message first. It may be empty inside a run of deleted
 * messages.
 *
 * @param messages TDLib's messages, and one {@link UnreadableMessage} for each that TDLib refuses
 * @param isLast whether the chat has no older message
 * @param lowestAsked server id: every id from here up to the page before was asked for; null when
 *     the history was paged through
 */
public record MessagePage(List<JsonNode> messages, boolean isLast, @Nullable Long lowestAsked) {
  private static final long FIRST_ID = 1;

  public MessagePage {
    messages = List.copyOf(messages);
  }

  /** A page of the history. */
  public static MessagePage ofHistory(List<JsonNode> messages) {
    return new MessagePage(messages, false, null);
  }

  /** The messages of all ids down to one. */
  static MessagePage byIds(List<JsonNode> messages, long lowestAsked) {
    return new MessagePage(messages, lowestAsked <= FIRST_ID, lowestAsked);
  }

  /** The end of a history, below an id. */
  static MessagePage end() {
    return new MessagePage(List.of(), true, null);
  }

  /** This page of a chat whose ids overlap with those of the pages before. */
  MessagePage ofEarlierChat() {
    return new MessagePage(messages, isLast, null);
  }

  /** This page, which older messages of another chat follow. */
  MessagePage followed() {
    return new MessagePage(messages, false, lowestAsked);
  }
}

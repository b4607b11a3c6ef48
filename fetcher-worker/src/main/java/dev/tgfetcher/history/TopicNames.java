package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks up the names of forum topics. The first look-up of a topic sends a request; the name is
 * then cached for the life of this object.
 */
public final class TopicNames {
  private final TelegramCalls calls;
  private final Map<Topic, Optional<String>> cache = new HashMap<>();

  public TopicNames(TelegramCalls calls) {
    this.calls = calls;
  }

  private record Topic(long chatId, long id) {}

  /** The name of a message's forum topic; null without a topic, and when Telegram refuses it. */
  public @Nullable String nameOf(JsonNode message) throws InterruptedException {
    JsonNode id = message.path("topic_id");
    if (!TdFields.type(id).equals("messageTopicForum")) {
      return null;
    }
    Topic topic =
        new Topic(TdFields.number(message, "chat_id"), TdFields.number(id, "forum_topic_id"));
    Optional<String> name = cache.get(topic);
    if (name == null) {
      name = find(topic);
      cache.put(topic, name);
    }
    return name.orElse(null);
  }

  private Optional<String> find(Topic topic) throws InterruptedException {
    ObjectNode request =
        request("getForumTopic").put("chat_id", topic.chatId()).put("forum_topic_id", topic.id());
    try {
      JsonNode info = calls.call(MethodClass.OTHER, request).path("info");
      return Optional.ofNullable(TdFields.stringOrNull(info, "name"));
    } catch (TelegramException e) {
      return switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED, NOT_FOUND, UNREADABLE, OTHER -> Optional.empty();
        default -> throw e;
      };
    }
  }
}

package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects the fields of a message that no converter knows, so that a newer TDLib loses nothing. A
 * field with its default value is left out.
 */
final class ExtraFields {
  /** Fields that stand in other members of the archived message. */
  static final Set<String> ARCHIVED =
      Set.of(
          "id",
          "sender_id",
          "chat_id",
          "is_pinned",
          "can_be_saved",
          "date",
          "edit_date",
          "import_info",
          "interaction_info",
          "fact_check",
          "via_bot_user_id",
          "sender_tag",
          "paid_message_star_count",
          "author_signature",
          "media_album_id",
          "effect_id",
          "restriction_info",
          "content");

  /** Fields of which a part stands in other members, and the rest may be extra. */
  private static final Map<String, BiConsumer<JsonNode, Map<String, @Nullable Object>>> DIVIDED =
      Map.of(
          "forward_info", ExtraFields::addForward,
          "reply_to", ExtraFields::addReply,
          "topic_id", ExtraFields::addTopic,
          "reply_markup", ExtraFields::addKeyboard);

  /**
   * Fields that depend on the account that reads the message, or on the time of the request. All
   * accounts archive the same bytes, so these are left out at every level.
   */
  static final Set<String> OF_ACCOUNT =
      Set.of(
          "is_outgoing",
          "is_from_offline",
          "sending_state",
          "scheduling_state",
          "contains_unread_mention",
          "contains_unread_poll_votes",
          "unread_reactions",
          "self_destruct_in",
          "auto_delete_in",
          "can_be_approved",
          "can_be_declined");

  /**
   * Fields that follow from others: the chat's type says whether a message is a channel post, and a
   * time in a text can be selected when the message, or the replied one, has media.
   */
  static final Set<String> DERIVED = Set.of("is_channel_post", "has_timestamped_media");

  private static final Set<String> KNOWN = known();

  private ExtraFields() {}

  static Map<String, @Nullable Object> of(JsonNode message) {
    Map<String, @Nullable Object> extra = new TreeMap<>(PlainFields.differing(message, KNOWN));
    DIVIDED.forEach((name, add) -> add.accept(message, extra));
    return extra;
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>(ARCHIVED);
    known.addAll(DIVIDED.keySet());
    known.addAll(OF_ACCOUNT);
    known.addAll(DERIVED);
    return known;
  }

  private static void addForward(JsonNode message, Map<String, @Nullable Object> extra) {
    Map<String, @Nullable Object> rest =
        PlainFields.differing(message.path("forward_info"), Set.of("origin", "date"));
    if (!rest.isEmpty()) {
      extra.put("forward_info", rest);
    }
  }

  private static void addReply(JsonNode message, Map<String, @Nullable Object> extra) {
    if (!ReplyConverter.isReply(message)) {
      addObject("reply_to", message, extra);
    }
  }

  private static void addTopic(JsonNode message, Map<String, @Nullable Object> extra) {
    if (MessageConverter.topic(message.path("topic_id")) == null) {
      addObject("topic_id", message, extra);
    }
  }

  /** TDLib shows the keyboard that is meant for some members to these members alone. */
  private static void addKeyboard(JsonNode message, Map<String, @Nullable Object> extra) {
    boolean isPersonal = message.path("reply_markup").path("is_personal").asBoolean(false);
    if (!ButtonConverter.hasButtons(message) && !isPersonal) {
      addObject("reply_markup", message, extra);
    }
  }

  private static void addObject(
      String name, JsonNode message, Map<String, @Nullable Object> extra) {
    JsonNode value = message.path(name);
    if (value.isObject()) {
      Map<String, @Nullable Object> fields =
          new TreeMap<>(PlainFields.differing(value, OF_ACCOUNT));
      fields.put("type", TypeName.of(value, ""));
      extra.put(name, fields);
    }
  }

  static boolean isOfAccount(String name) {
    return OF_ACCOUNT.contains(name);
  }

  /** Whether a value is the one that TDLib writes for an absent value. */
  static boolean isDefault(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> value.asDouble(1) == 0;
      case BOOLEAN -> !value.booleanValue();
      case STRING -> value.stringValue().isEmpty() || value.stringValue().equals("0");
      case ARRAY -> value.isEmpty();
      case OBJECT -> value.isEmpty() && TdFields.type(value).isEmpty();
      default -> true;
    };
  }
}

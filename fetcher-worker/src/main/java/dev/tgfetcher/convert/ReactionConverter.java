package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Reaction;
import dev.tgfetcher.telegram.TdFields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the reactions of a message. */
public final class ReactionConverter {
  private ReactionConverter() {}

  static List<Reaction> of(JsonNode message, Reactors reactors) {
    return list(message).valueStream().map(reaction -> reaction(reaction, reactors)).toList();
  }

  /** Whether Telegram shows who reacted to the message. */
  public static boolean hasVisibleReactors(JsonNode message) {
    return message
        .path("interaction_info")
        .path("reactions")
        .path("can_get_added_reactions")
        .asBoolean(false);
  }

  private static JsonNode list(JsonNode message) {
    return message.path("interaction_info").path("reactions").path("reactions");
  }

  private static Reaction reaction(JsonNode reaction, Reactors reactors) {
    JsonNode type = reaction.path("type");
    int count = reaction.path("total_count").asInt(0);
    @Nullable List<Long> users = reactors.of(type);
    return switch (TdFields.type(type)) {
      case "reactionTypeEmoji" -> Reaction.emoji(TdFields.string(type, "emoji"), count, users);
      case "reactionTypeCustomEmoji" ->
          Reaction.customEmoji(TdFields.string(type, "custom_emoji_id"), count, users);
      case "reactionTypePaid" -> Reaction.paid(count, users);
      default -> Reaction.emoji(TypeName.of(type, "reactionType"), count, users);
    };
  }
}

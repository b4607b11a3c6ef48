package dev.tgfetcher.convert;

import static dev.tgfetcher.history.TdMessages.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.message.Reaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReactionConverterTest {
  private static final JsonNode MESSAGE =
      TdMessages.with(
          "interaction_info",
          """
          {'@type':'messageInteractionInfo','reactions':{'@type':'messageReactions',
           'can_get_added_reactions':true,'reactions':[
            {'@type':'messageReaction','type':{'@type':'reactionTypeEmoji','emoji':'👍'},'total_count':3},
            {'@type':'messageReaction','total_count':2,
             'type':{'@type':'reactionTypeCustomEmoji','custom_emoji_id':'5368324170671202286'}},
            {'@type':'messageReaction','type':{'@type':'reactionTypePaid'},'total_count':50}]}}
          """);

  @Test
  void every_type_has_a_name_and_a_count() {
    assertThat(ReactionConverter.of(MESSAGE, Reactors.UNKNOWN))
        .containsExactly(
            Reaction.emoji("👍", 3, null),
            Reaction.customEmoji("5368324170671202286", 2, null),
            Reaction.paid(50, null));
    assertThat(ReactionConverter.hasVisibleReactors(MESSAGE)).isTrue();
  }

  @Test
  void reactors_are_listed_with_their_reaction() {
    Reactors reactors = Reactors.none();
    reactors.add(
        json(
            """
            {'@type':'addedReaction','type':{'@type':'reactionTypeEmoji','emoji':'👍'},
             'sender_id':{'@type':'messageSenderUser','user_id':42}}
            """));
    reactors.add(
        json(
            """
            {'@type':'addedReaction','type':{'@type':'reactionTypeEmoji','emoji':'👍'},
             'sender_id':{'@type':'messageSenderChat','chat_id':-1009}}
            """));

    assertThat(ReactionConverter.of(MESSAGE, reactors))
        .extracting(Reaction::users)
        .containsExactly(List.of(42L, -1009L), null, null);
  }

  @Test
  void a_message_without_reactions_has_none() {
    JsonNode silent = TdMessages.text("hello");

    assertThat(ReactionConverter.of(silent, Reactors.UNKNOWN)).isEmpty();
    assertThat(ReactionConverter.hasVisibleReactors(silent)).isFalse();
  }
}

package dev.tgfetcher.convert;

import static dev.tgfetcher.history.TdMessages.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.message.MessageEntity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityConverterTest {
  private static MessageEntity entity(String type) {
    return EntityConverter.of(
            json(
                "{'@type':'formattedText','text':'irrelevant','entities':["
                    + "{'@type':'textEntity','offset':2,'length':5,'type':"
                    + type
                    + "}]}"))
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "textEntityTypeMention, mention",
    "textEntityTypeHashtag, hashtag",
    "textEntityTypeBotCommand, bot_command",
    "textEntityTypeUrl, url",
    "textEntityTypeEmailAddress, email_address",
    "textEntityTypeBankCardNumber, bank_card_number",
    "textEntityTypeBold, bold",
    "textEntityTypeSpoiler, spoiler",
    "textEntityTypeExpandableBlockQuote, expandable_block_quote",
    "textEntityTypeOfTomorrow, of_tomorrow"
  })
  void a_type_without_arguments(String tdlib, String archived) {
    assertThat(entity("{'@type':'" + tdlib + "'}")).isEqualTo(MessageEntity.of(archived, 2, 5));
  }

  @Test
  void a_link_has_its_url() {
    assertThat(entity("{'@type':'textEntityTypeTextUrl','url':'https://example.org/'}").url())
        .isEqualTo("https://example.org/");
  }

  @Test
  void a_mention_has_its_user() {
    assertThat(entity("{'@type':'textEntityTypeMentionName','user_id':42}").userId()).isEqualTo(42);
  }

  @Test
  void code_has_its_language() {
    assertThat(entity("{'@type':'textEntityTypePreCode','language':'java'}").language())
        .isEqualTo("java");
  }

  @Test
  void a_custom_emoji_keeps_all_digits_of_its_id() {
    assertThat(
            entity("{'@type':'textEntityTypeCustomEmoji','custom_emoji_id':'5368324170671202286'}")
                .details())
        .isEqualTo(Map.of("custom_emoji_id", "5368324170671202286"));
  }

  @Test
  void a_timestamp_has_its_second() {
    assertThat(entity("{'@type':'textEntityTypeMediaTimestamp','media_timestamp':75}").details())
        .isEqualTo(Map.of("media_timestamp", 75L));
  }
}

package dev.tgfetcher.convert;

import static dev.tgfetcher.history.TdMessages.with;
import static dev.tgfetcher.history.TdMessages.withContent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tgfetcher.schema.message.Button;
import dev.tgfetcher.schema.message.FactCheck;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.schema.message.Restriction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DetailsConverterTest {
  private static MessageDetails details(JsonNode message) throws InterruptedException {
    return new MessageConverter(id -> "name of " + id).convert(message).details();
  }

  private static MessageDetails withReply(String fields) throws InterruptedException {
    return details(with("reply_to", "{'@type':'messageReplyToMessage'," + fields + "}"));
  }

  @Test
  void a_plain_message_has_no_details() throws Exception {
    assertThat(details(with("can_be_saved", "true"))).isEqualTo(MessageDetails.NONE);
  }

  @Test
  void a_quote_keeps_its_place_and_its_formatting() throws Exception {
    Reply reply =
        withReply(
                """
                'chat_id':-1001000000001,'message_id':3145728,'quote':{'@type':'textQuote','position':4,
                 'is_manual':true,'text':{'@type':'formattedText','text':'the words','entities':[
                  {'@type':'textEntity','offset':4,'length':5,'type':{'@type':'textEntityTypeBold'}}]}}
                """)
            .reply();

    assertThat(reply.messageId()).isEqualTo(3);
    assertThat(reply.quote()).isEqualTo("the words");
    assertThat(reply.quotePosition()).isEqualTo(4);
    assertThat(reply.isManualQuote()).isTrue();
    assertThat(reply.origin()).isNull();
    assertThat(reply.details()).containsOnlyKeys("quote_entities");
  }

  @Test
  void a_reply_to_another_chat_has_its_chat_origin_time_and_content() throws Exception {
    Reply reply =
        withReply(
                """
                'chat_id':-1002,'message_id':5242880,'origin_send_date':1762511400,
                'checklist_task_id':0,'poll_option_id':'AQ==',
                'origin':{'@type':'messageOriginChannel','chat_id':-1002,'message_id':5242880,
                  'author_signature':'Ed'},
                'content':{'@type':'messageText','text':{'@type':'formattedText','text':'far','entities':[]}}
                """)
            .reply();

    assertThat(reply.chatId()).isEqualTo(-1002);
    assertThat(reply.messageId()).isEqualTo(5);
    assertThat(reply.date()).isEqualTo(Instant.parse("2025-11-07T10:30:00Z"));
    assertThat(reply.origin())
        .isEqualTo(new Reply.Origin(ForwardKind.CHANNEL, -1002L, "name of -1002", 5L, "Ed"));
    assertThat(reply.details())
        .contains(entry("poll_option_id", "AQ=="))
        .containsOnlyKeys("poll_option_id", "content");
    assertThat(reply.details().get("content")).asString().contains("text=far");
  }

  @Test
  void a_reply_to_a_hidden_message_has_the_name_of_its_author() throws Exception {
    Reply reply =
        withReply(
                """
                'chat_id':0,'message_id':0,'origin':{'@type':'messageOriginHiddenUser','sender_name':'Kim'}
                """)
            .reply();

    assertThat(reply.chatId()).isNull();
    assertThat(reply.messageId()).isNull();
    assertThat(reply.quote()).isNull();
    assertThat(reply.quotePosition()).isNull();
    assertThat(reply.origin())
        .isEqualTo(new Reply.Origin(ForwardKind.HIDDEN_USER, null, "Kim", null, null));
  }

  @Test
  void a_reply_to_a_story_is_extra() throws Exception {
    MessageDetails details =
        details(
            with(
                "reply_to",
                "{'@type':'messageReplyToStory','story_poster_chat_id':-1002,'story_id':3}"));

    assertThat(details.reply()).isNull();
    assertThat(details.extra())
        .containsEntry(
            "reply_to",
            Map.of(
                "type", "message_reply_to_story", "story_poster_chat_id", -1002L, "story_id", 3L));
  }

  @Test
  void buttons_keep_their_rows_and_the_fields_of_their_type() throws Exception {
    MessageDetails details =
        details(
            with(
                "reply_markup",
                """
                {'@type':'replyMarkupInlineKeyboard','rows':[
                 [{'@type':'inlineKeyboardButton','text':'Site','icon_custom_emoji_id':'0',
                   'style':{'@type':'buttonStyleDefault'},
                   'type':{'@type':'inlineKeyboardButtonTypeUrl','url':'https://example.org/'}},
                  {'@type':'inlineKeyboardButton','text':'Vote','icon_custom_emoji_id':'77',
                   'style':{'@type':'buttonStyleDanger'},
                   'type':{'@type':'inlineKeyboardButtonTypeCallback','data':'AQI='}}],
                 [{'@type':'inlineKeyboardButton','text':'Copy','icon_custom_emoji_id':'0',
                   'type':{'@type':'inlineKeyboardButtonTypeCopyText','text':'code'}}]]}
                """));

    assertThat(details.buttons())
        .isEqualTo(
            List.of(
                List.of(
                    new Button("Site", "url", "https://example.org/", Map.of()),
                    new Button(
                        "Vote",
                        "callback",
                        null,
                        Map.of("data", "AQI=", "style", "danger", "icon_custom_emoji_id", "77"))),
                List.of(new Button("Copy", "copy_text", null, Map.of("copied_text", "code")))));
    assertThat(details.extra()).isEmpty();
  }

  @Test
  void a_keyboard_is_extra_unless_it_is_meant_for_some_members() throws Exception {
    String keyboard = "{'@type':'replyMarkupForceReply','input_field_placeholder':'Name?'";

    assertThat(details(with("reply_markup", keyboard + "}")).extra())
        .containsOnlyKeys("reply_markup");
    assertThat(details(with("reply_markup", keyboard + ",'is_personal':true}")).extra()).isEmpty();
  }

  @Test
  void fact_checks_and_restrictions() throws Exception {
    assertThat(
            details(
                    with(
                        "fact_check",
                        """
                        {'@type':'factCheck','country_code':'DE','text':{'@type':'formattedText',
                         'text':'Not so','entities':[{'@type':'textEntity','offset':0,'length':3,
                         'type':{'@type':'textEntityTypeItalic'}}]}}
                        """))
                .factCheck())
        .isEqualTo(new FactCheck("Not so", "DE", List.of(MessageEntity.of("italic", 0, 3))));
    assertThat(
            details(
                    with(
                        "restriction_info",
                        "{'@type':'restrictionInfo','restriction_reason':'','has_sensitive_content':true}"))
                .restriction())
        .isEqualTo(new Restriction(Restriction.SENSITIVE, null));
    assertThat(
            details(
                    with(
                        "restriction_info",
                        "{'@type':'restrictionInfo','restriction_reason':'Not in your country'}"))
                .restriction())
        .isEqualTo(new Restriction(Restriction.RESTRICTED, "Not in your country"));
  }

  @Test
  void stars_tags_effects_and_protection() throws Exception {
    assertThat(details(with("paid_message_star_count", "50")).paidStars()).isEqualTo(50);
    assertThat(details(with("sender_tag", "'expert'")).senderTag()).isEqualTo("expert");
    assertThat(details(with("effect_id", "'5104841245755180586'")).effectId())
        .isEqualTo("5104841245755180586");
    assertThat(details(with("can_be_saved", "false")).isProtected()).isTrue();
    assertThat(details(with("sender_boost_count", "2")).extra())
        .containsExactly(entry("sender_boost_count", 2L));
  }

  @Test
  void a_suggested_post_has_no_field_of_the_account() throws Exception {
    assertThat(
            details(
                    with(
                        "suggested_post_info",
                        """
                        {'@type':'suggestedPostInfo','send_date':5,'can_be_approved':true,
                         'state':{'@type':'suggestedPostStatePending'}}
                        """))
                .extra()
                .toString())
        .isEqualTo(
            "{suggested_post_info={send_date=5, state={type=suggested_post_state_pending},"
                + " type=suggested_post_info}}");
  }

  @Test
  void the_source_of_a_forward_is_extra() throws Exception {
    assertThat(
            details(
                    with(
                        "forward_info",
                        """
                        {'@type':'messageForwardInfo','date':5,'public_service_announcement_type':'',
                         'origin':{'@type':'messageOriginHiddenUser','sender_name':'A'},
                         'source':{'@type':'forwardSource','chat_id':-1002,'message_id':3145728,
                          'is_outgoing':true,'date':6}}
                        """))
                .extra()
                .toString())
        .isEqualTo(
            "{forward_info={source={chat_id=-1002, date=6, message_id=3, type=forward_source}}}");
  }

  @Test
  void a_poll_without_visible_results_has_null_counts() throws Exception {
    Map<String, Object> poll =
        new MessageConverter(id -> null)
            .convert(
                withContent(
                    """
                    {'@type':'messagePoll','poll':{'@type':'poll','can_see_results':false,
                     'total_voter_count':0,'type':{'@type':'pollTypeQuiz','correct_option_ids':[],
                      'explanation':{'@type':'formattedText','text':'','entities':[]}},
                     'question':{'@type':'formattedText','text':'Tea?','entities':[]},
                     'options':[{'@type':'pollOption','id':'0','voter_count':0,
                      'text':{'@type':'formattedText','text':'yes','entities':[]}}]}}
                    """))
            .media()
            .details();

    assertThat(poll).containsEntry("total_voter_count", null);
    assertThat(poll).containsEntry("correct_options", null).containsEntry("explanation", null);
    assertThat(poll.get("options")).asString().isEqualTo("[{text=yes, voter_count=null}]");
  }

  @Test
  void a_quiz_has_its_answers_and_its_explanation() throws Exception {
    assertThat(
            new MessageConverter(id -> null)
                .convert(
                    withContent(
                        """
                        {'@type':'messagePoll','poll':{'@type':'poll','can_see_results':true,
                         'total_voter_count':3,'type':{'@type':'pollTypeQuiz','correct_option_ids':[0,2],
                          'explanation':{'@type':'formattedText','text':'Because','entities':[]}},
                         'options':[{'@type':'pollOption','id':'0','voter_count':3,
                          'text':{'@type':'formattedText','text':'yes','entities':[]}}]}}
                        """))
                .media()
                .details())
        .contains(
            entry("correct_options", List.of(0L, 2L)),
            entry("explanation", "Because"),
            entry("options", List.of(Map.of("text", "yes", "voter_count", 3L))));
  }
}

package dev.tgfetcher.convert;

import static dev.tgfetcher.history.TdMessages.CHAT;
import static dev.tgfetcher.history.TdMessages.text;
import static dev.tgfetcher.history.TdMessages.with;
import static dev.tgfetcher.history.TdMessages.withContent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.message.ArchivedMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessageConverterTest {
  private final MessageConverter converter = new MessageConverter(id -> "name of " + id);

  private ArchivedMessage convert(JsonNode message) throws InterruptedException {
    return converter.convert(message);
  }

  @Test
  void a_plain_message_has_only_text() throws Exception {
    ArchivedMessage message = convert(text("hello"));

    assertThat(message.id()).isEqualTo(7);
    assertThat(message.date()).isEqualTo(Instant.parse("2025-11-07T10:30:00Z"));
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.senderId()).isEqualTo(42);
    assertThat(message.replyToMsgId()).isNull();
    assertThat(message.forward()).isNull();
    assertThat(message.forwardFrom()).isNull();
    assertThat(message.reactions()).isEmpty();
    assertThat(message.comments()).isEmpty();
    assertThat(message.editDate()).isNull();
    assertThat(message.views()).isNull();
    assertThat(message.forwards()).isNull();
    assertThat(message.replyCount()).isNull();
    assertThat(message.albumId()).isNull();
    assertThat(message.topicId()).isNull();
    assertThat(message.authorSignature()).isNull();
    assertThat(message.viaBotId()).isNull();
    assertThat(message.isPinned()).isFalse();
    assertThat(message.entities()).isEmpty();
    assertThat(message.media()).isNull();
    assertThat(message.service()).isNull();
  }

  @Test
  void a_channel_or_an_anonymous_admin_sends_as_a_chat() throws Exception {
    assertThat(
            convert(with("sender_id", "{'@type':'messageSenderChat','chat_id':-1009}")).senderId())
        .isEqualTo(-1009);
  }

  @Test
  void the_chat_is_the_sender_when_the_type_of_the_sender_is_unknown() throws Exception {
    assertThat(convert(with("sender_id", "{'@type':'messageSenderMoon','moon':1}")).senderId())
        .isEqualTo(CHAT);
  }

  @Test
  void a_reply_within_the_chat_points_to_the_server_id() throws Exception {
    assertThat(
            convert(
                    with(
                        "reply_to",
                        "{'@type':'messageReplyToMessage','chat_id':-1001000000001,'message_id':3145728}"))
                .replyToMsgId())
        .isEqualTo(3);
  }

  @Test
  void a_reply_to_another_chat_or_a_story_has_no_id() throws Exception {
    assertThat(
            convert(
                    with(
                        "reply_to",
                        "{'@type':'messageReplyToMessage','chat_id':-1002,'message_id':3145728}"))
                .replyToMsgId())
        .isNull();
    assertThat(
            convert(
                    with(
                        "reply_to",
                        "{'@type':'messageReplyToMessage','chat_id':-1001000000001,'message_id':0}"))
                .replyToMsgId())
        .isNull();
    assertThat(
            convert(
                    with(
                        "reply_to",
                        "{'@type':'messageReplyToStory','story_poster_chat_id':-1002,'story_id':3}"))
                .replyToMsgId())
        .isNull();
  }

  @Test
  void a_post_has_views_forwards_and_replies() throws Exception {
    ArchivedMessage post =
        convert(
            with(
                "interaction_info",
                """
                {'@type':'messageInteractionInfo','view_count':510,'forward_count':0,
                 'reply_info':{'@type':'messageReplyInfo','reply_count':12}}
                """));

    assertThat(post.views()).isEqualTo(510);
    assertThat(post.forwards()).isZero();
    assertThat(post.replyCount()).isEqualTo(12);
  }

  @Test
  void a_group_counts_no_views() throws Exception {
    ArchivedMessage message =
        convert(
            with(
                "interaction_info",
                "{'@type':'messageInteractionInfo','view_count':0,'forward_count':0}"));

    assertThat(message.views()).isNull();
    assertThat(message.forwards()).isNull();
    assertThat(message.replyCount()).isNull();
  }

  @Test
  void edits_pins_albums_signatures_and_bots_are_kept() throws Exception {
    assertThat(convert(with("edit_date", "1762511460")).editDate())
        .isEqualTo(Instant.parse("2025-11-07T10:31:00Z"));
    assertThat(convert(with("is_pinned", "true")).isPinned()).isTrue();
    assertThat(convert(with("media_album_id", "'9007199254740993'")).albumId())
        .isEqualTo("9007199254740993");
    assertThat(convert(with("author_signature", "'Ann'")).authorSignature()).isEqualTo("Ann");
    assertThat(convert(with("via_bot_user_id", "77")).viaBotId()).isEqualTo(77);
  }

  @Test
  void topics_of_every_type_have_an_id() throws Exception {
    assertThat(
            convert(with("topic_id", "{'@type':'messageTopicThread','message_thread_id':5242880}"))
                .topicId())
        .isEqualTo(5);
    assertThat(
            convert(with("topic_id", "{'@type':'messageTopicForum','forum_topic_id':6}")).topicId())
        .isEqualTo(6);
    assertThat(
            convert(
                    with(
                        "topic_id",
                        "{'@type':'messageTopicDirectMessages','direct_messages_chat_topic_id':8}"))
                .topicId())
        .isEqualTo(8);
    assertThat(
            convert(
                    with(
                        "topic_id",
                        "{'@type':'messageTopicSavedMessages','saved_messages_topic_id':9}"))
                .topicId())
        .isEqualTo(9);
    assertThat(convert(with("topic_id", "{'@type':'messageTopicMoon'}")).topicId()).isNull();
  }

  @Test
  void content_of_a_newer_tdlib_is_archived_with_its_type_and_fields() throws Exception {
    ArchivedMessage message =
        convert(
            withContent(
                """
                {'@type':'messageHologram','caption':{'@type':'formattedText','text':'look','entities':[]},
                 'title':'Cat','duration':4,'depth':7,'game_message_id':3145728}
                """));

    assertThat(message.text()).isEqualTo("look");
    assertThat(message.media().type()).isEqualTo("hologram");
    assertThat(message.media().title()).isEqualTo("Cat");
    assertThat(message.media().details())
        .containsOnly(
            org.assertj.core.api.Assertions.entry("depth", 7L),
            org.assertj.core.api.Assertions.entry("game_message_id", 3L));
  }

  @Test
  void a_message_without_content_is_archived() throws Exception {
    ArchivedMessage message = convert(withContent("{}"));

    assertThat(message.text()).isNull();
    assertThat(message.media().type()).isEmpty();
  }
}

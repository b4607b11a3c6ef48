package dev.tgfetcher.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceActionConverterTest {
  private static ArchivedMessage convert(String content) throws InterruptedException {
    return new MessageConverter(id -> null).convert(TdMessages.withContent(content));
  }

  @Test
  void a_new_title() throws Exception {
    ArchivedMessage message = convert("{'@type':'messageChatChangeTitle','title':'New'}");

    assertThat(message.text()).isNull();
    assertThat(message.media()).isNull();
    assertThat(message.service().type()).isEqualTo("chat_change_title");
    assertThat(message.service().details()).containsExactly(entry("title", "New"));
  }

  @Test
  void new_members() throws Exception {
    assertThat(
            convert("{'@type':'messageChatAddMembers','member_user_ids':[4,5]}")
                .service()
                .details())
        .containsExactly(entry("member_user_ids", List.of(4L, 5L)));
  }

  @Test
  void a_pinned_message_has_its_server_id() throws Exception {
    assertThat(convert("{'@type':'messagePinMessage','message_id':3145728}").service().details())
        .containsExactly(entry("message_id", 3L));
    assertThat(convert("{'@type':'messagePinMessage','message_id':0}").service().details())
        .containsExactly(entry("message_id", null));
  }

  @Test
  void a_photo_is_archived_without_its_description() throws Exception {
    ArchivedMessage message =
        convert("{'@type':'messageChatChangePhoto','photo':{'@type':'chatPhoto','id':'5'}}");

    assertThat(message.service().type()).isEqualTo("chat_change_photo");
    assertThat(message.service().details()).isEmpty();
  }

  @Test
  void a_gift_has_its_text_and_its_fields() throws Exception {
    assertThat(
            convert(
                    """
                    {'@type':'messageGift','gift':{'@type':'gift','id':'77','star_count':15,
                      'sticker':{'@type':'sticker','id':'5'}},
                     'sender_id':{'@type':'messageSenderUser','user_id':9},
                     'text':{'@type':'formattedText','text':'for you','entities':[]},'is_private':false}
                    """)
                .service()
                .details())
        .containsOnly(
            entry("gift", Map.of("type", "gift", "id", "77", "star_count", 15L)),
            entry("sender_id", 9L),
            entry("text", "for you"),
            entry("is_private", false));
  }

  @Test
  void a_field_named_type_does_not_replace_the_type() throws Exception {
    assertThat(convert("{'@type':'messageScreenshotTaken','type':'x'}").service().type())
        .isEqualTo("screenshot_taken");
  }
}

package dev.tgfetcher.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ForwardKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForwardConverterTest {
  private static final Instant SENT = Instant.parse("2025-11-01T00:00:00Z");

  private static ArchivedMessage forwardedFrom(String origin) throws InterruptedException {
    return new MessageConverter(id -> "name of " + id)
        .convert(
            TdMessages.with(
                "forward_info",
                "{'@type':'messageForwardInfo','date':1761955200,'origin':" + origin + "}"));
  }

  @Test
  void from_a_user() throws Exception {
    ArchivedMessage message = forwardedFrom("{'@type':'messageOriginUser','sender_user_id':42}");

    assertThat(message.forwardFrom()).isEqualTo("name of 42");
    assertThat(message.forward())
        .isEqualTo(new Forward(ForwardKind.USER, 42L, "name of 42", null, null, SENT));
  }

  @Test
  void from_a_hidden_user() throws Exception {
    ArchivedMessage message =
        forwardedFrom("{'@type':'messageOriginHiddenUser','sender_name':'Shy'}");

    assertThat(message.forwardFrom()).isEqualTo("Shy");
    assertThat(message.forward())
        .isEqualTo(new Forward(ForwardKind.HIDDEN_USER, null, "Shy", null, null, SENT));
  }

  @Test
  void from_an_anonymous_admin() throws Exception {
    ArchivedMessage message =
        forwardedFrom(
            "{'@type':'messageOriginChat','sender_chat_id':-1005,'author_signature':'boss'}");

    assertThat(message.forward())
        .isEqualTo(new Forward(ForwardKind.CHAT, -1005L, "name of -1005", null, "boss", SENT));
  }

  @Test
  void from_a_channel() throws Exception {
    ArchivedMessage message =
        forwardedFrom(
            """
            {'@type':'messageOriginChannel','chat_id':-1005,'message_id':11534336,
             'author_signature':'Ann'}
            """);

    assertThat(message.forwardFrom()).isEqualTo("name of -1005");
    assertThat(message.forward())
        .isEqualTo(new Forward(ForwardKind.CHANNEL, -1005L, "name of -1005", 11L, "Ann", SENT));
  }

  @Test
  void imported_from_another_messenger() throws Exception {
    ArchivedMessage message =
        new MessageConverter(id -> null)
            .convert(
                TdMessages.with(
                    "import_info",
                    "{'@type':'messageImportInfo','sender_name':'Old Joe','date':1761955200}"));

    assertThat(message.forwardFrom()).isEqualTo("Old Joe");
    assertThat(message.forward())
        .isEqualTo(new Forward(ForwardKind.IMPORT, null, "Old Joe", null, null, SENT));
  }

  @Test
  void from_a_user_without_a_name() throws Exception {
    ArchivedMessage message =
        new MessageConverter(id -> null)
            .convert(
                TdMessages.with(
                    "forward_info",
                    """
                    {'@type':'messageForwardInfo','date':1761955200,
                     'origin':{'@type':'messageOriginUser','sender_user_id':42}}
                    """));

    assertThat(message.forwardFrom()).isNull();
    assertThat(message.forward().fromId()).isEqualTo(42);
  }
}

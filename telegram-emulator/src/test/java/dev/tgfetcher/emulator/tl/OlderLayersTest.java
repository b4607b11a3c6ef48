package dev.tgfetcher.emulator.tl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients of older layers read and write. */
class OlderLayersTest {
  private final TlSchema schema = TlSchema.telegram();

  private static TlObject read(int layer, byte[] bytes) {
    return new TlReader(TlSchema.telegram(layer), bytes).readObject();
  }

  private static byte[] write(int layer, TlObject object) {
    return new TlWriter().schema(TlSchema.telegram(layer)).writeBoxed(object).toBytes();
  }

  @Test
  void a_message_has_the_fields_that_the_layer_knows() {
    TlObject peer = schema.make("peerChannel").set("channel_id", 7L);
    TlObject message =
        schema
            .make("message")
            .set("id", 5)
            .set("peer_id", peer)
            .set("date", 1_700_000_000)
            .set("message", "hello")
            .set("effect", 3L);

    TlObject old = read(144, write(144, message));

    assertThat(old.integer("id")).isEqualTo(5);
    assertThat(old.string("message")).isEqualTo("hello");
    assertThat(old.object("peer_id").number("channel_id")).isEqualTo(7);
    assertThat(old.constructor.id).isNotEqualTo(message.constructor.id);
    assertThat(read(198, write(198, message)).number("effect")).isEqualTo(3);
  }

  @Test
  void texts_that_became_objects_are_texts_again() {
    TlObject text = schema.make("textWithEntities").set("text", "this").set("entities", List.of());
    TlObject answer = schema.make("pollAnswer").set("text", text).set("option", new byte[] {1});
    TlObject reaction =
        schema
            .make("reactionCount")
            .set("reaction", schema.make("reactionEmoji").set("emoticon", "👍"))
            .set("count", 2);

    assertThat(read(144, write(144, answer)).string("text")).isEqualTo("this");
    assertThat(read(198, write(198, answer)).object("text").string("text")).isEqualTo("this");
    assertThat(read(144, write(144, reaction)).string("reaction")).isEqualTo("👍");
  }

  @Test
  void a_value_that_the_layer_cannot_express_is_left_out_or_zero() {
    TlObject video =
        schema.make("documentAttributeVideo").set("duration", 2.5).set("w", 3).set("h", 4);
    TlObject reply = schema.make("messageReplyHeader").set("reply_to_top_id", 9);

    assertThat(read(144, write(144, video)).integer("duration")).isEqualTo(2);
    assertThat(read(144, write(144, reply)).integer("reply_to_msg_id")).isZero();
  }

  @Test
  void a_request_is_read_by_the_layer_that_it_names() {
    TlObject resolve =
        TlSchema.telegram(144).make("contacts.resolveUsername").set("username", "ru_python");
    TlObject request = schema.make("invokeWithLayer").set("layer", 144).set("query", resolve);
    TlReader reader = new TlReader(schema, new TlWriter().writeBoxed(request).toBytes());

    assertThat(reader.readObject().object("query").string("username")).isEqualTo("ru_python");
    assertThat(reader.schema()).isSameAs(TlSchema.telegram(144));
  }

  @Test
  void an_unknown_layer_is_the_pinned_one() {
    assertThat(TlSchema.telegram(1_000)).isSameAs(schema);
  }
}

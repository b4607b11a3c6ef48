package dev.tgfetcher.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RichMessageReaderTest {
  private static final JsonNode PARTIAL = rich("'is_full':false,'blocks':[1]");
  private static final JsonNode WHOLE = rich("'is_full':true,'blocks':[1,2]");

  private int requests;
  private boolean refuses;
  private final RichMessageReader reader =
      new RichMessageReader(
          new TelegramCalls(ClientSource.of(new InMemoryTelegram()), call -> answer()));

  private JsonNode answer() {
    requests++;
    if (refuses) {
      throw new TelegramException(TelegramError.of(400, "MESSAGE_ID_INVALID"));
    }
    return WHOLE.path("content").path("message");
  }

  private static JsonNode rich(String fields) {
    return TdMessages.withContent(
        "{'@type':'messageRichMessage','message':{'@type':'richMessage'," + fields + "}}");
  }

  @Test
  void a_partial_message_gets_all_its_blocks() throws Exception {
    assertThat(reader.read(PARTIAL)).isEqualTo(WHOLE);
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void a_whole_message_needs_no_request() throws Exception {
    assertThat(reader.read(WHOLE)).isSameAs(WHOLE);
    assertThat(reader.read(TdMessages.text("hello"))).isEqualTo(TdMessages.text("hello"));
    assertThat(requests).isZero();
  }

  @Test
  void a_refused_message_stays_partial() throws Exception {
    refuses = true;

    assertThat(reader.read(PARTIAL)).isEqualTo(PARTIAL);
  }
}

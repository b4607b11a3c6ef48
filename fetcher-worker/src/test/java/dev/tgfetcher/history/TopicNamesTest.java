package dev.tgfetcher.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TopicNamesTest {
  private final List<String> requests = new ArrayList<>();
  private final TopicNames names =
      new TopicNames(
          new TelegramCalls(
              ClientSource.of(new InMemoryTelegram()),
              call -> {
                requests.add(call.method().wireName());
                return answer();
              }));

  private boolean refuses;

  private JsonNode answer() {
    if (refuses) {
      throw new TelegramException(TelegramError.of(400, "METHOD_INVALID"));
    }
    return TdMessages.json(
        "{'@type':'forumTopic','info':{'@type':'forumTopicInfo','name':'Boats'}}");
  }

  private static JsonNode inTopic(int id) {
    return TdMessages.with("topic_id", "{'@type':'messageTopicForum','forum_topic_id':" + id + "}");
  }

  @Test
  void a_topic_is_requested_once() throws Exception {
    assertThat(names.nameOf(inTopic(7))).isEqualTo("Boats");
    assertThat(names.nameOf(inTopic(7))).isEqualTo("Boats");
    assertThat(requests).containsExactly("other");

    assertThat(names.nameOf(inTopic(8))).isEqualTo("Boats");
    assertThat(requests).hasSize(2);
  }

  @Test
  void a_message_outside_the_topics_of_a_forum_needs_no_request() throws Exception {
    assertThat(names.nameOf(TdMessages.text("hello"))).isNull();
    assertThat(
            names.nameOf(
                TdMessages.with(
                    "topic_id", "{'@type':'messageTopicThread','message_thread_id':1048576}")))
        .isNull();
    assertThat(requests).isEmpty();
  }

  @Test
  void a_refused_topic_has_no_name_and_is_not_requested_again() throws Exception {
    refuses = true;

    assertThat(names.nameOf(inTopic(7))).isNull();
    assertThat(names.nameOf(inTopic(7))).isNull();
    assertThat(requests).hasSize(1);
  }
}

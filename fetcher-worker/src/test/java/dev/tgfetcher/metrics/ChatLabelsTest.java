package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChatLabelsTest {
  @Test
  void the_first_chats_keep_their_names_and_the_rest_share_one() {
    ChatLabels chats = new ChatLabels(2);

    assertThat(chats.of("first")).isEqualTo("first");
    assertThat(chats.of("second")).isEqualTo("second");
    assertThat(chats.of("third")).isEqualTo("other");
    assertThat(chats.of("first")).isEqualTo("first");
  }
}

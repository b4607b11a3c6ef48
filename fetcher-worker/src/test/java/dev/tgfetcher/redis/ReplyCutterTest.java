package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCutterTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new ReplyCutter(5));

  private void receive(String part) {
    channel.writeInbound(Unpooled.copiedBuffer(part, ISO_8859_1));
  }

  private String passedOn() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      text.append(part.toString(ISO_8859_1));
      part.release();
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$5\r\n12345\r\n",
        "$0\r\n\r\n",
        "$-1\r\n",
        "+OK, $9 is no length here\r\n",
        "-WRONGTYPE of a key\r\n:17\r\n",
        "*2\r\n$3\r\n\r\n$\r\n$1\r\n$\r\n"
      })
  void short_elements_and_other_replies_are_passed_on_unchanged(String reply) {
    receive(reply);

    assertThat(passedOn()).isEqualTo(reply);
  }

  @Test
  void a_long_element_is_cut_off_and_what_follows_is_not() {
    receive("*2\r\n$8\r\n12345678\r\n$2\r\nab\r\n+OK\r\n");

    assertThat(passedOn()).isEqualTo("*2\r\n$5\r\n12345\r\n$2\r\nab\r\n+OK\r\n");
  }

  @Test
  void a_reply_may_come_in_parts_of_one_byte() {
    for (char one : "$8\r\n123\n5678\r\n:1\r\n".toCharArray()) {
      receive(String.valueOf(one));
    }

    assertThat(passedOn()).isEqualTo("$5\r\n123\n5\r\n:1\r\n");
  }
}

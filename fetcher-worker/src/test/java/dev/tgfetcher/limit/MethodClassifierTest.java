package dev.tgfetcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.tl.TlSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "messages.getHistory, HISTORY",
    "messages.search, HISTORY",
    "channels.getMessages, MESSAGES",
    "messages.getMessages, MESSAGES",
    "messages.getReplies, REPLIES",
    "messages.getDiscussionMessage, REPLIES",
    "messages.getMessageReactionsList, REACTIONS",
    "contacts.resolveUsername, RESOLVE",
    "channels.getFullChannel, FULL_INFO",
    "users.getFullUser, FULL_INFO",
    "updates.getState, OTHER"
  })
  void a_method_belongs_to_its_class(String method, MethodClass expected) throws IOException {
    assertThat(MethodClassifier.classOf(constructor(method))).isEqualTo(expected);
  }

  /** The constructor in the schema of the tested TDLib. */
  private static int constructor(String method) throws IOException {
    try (InputStream in = TlSchema.class.getResourceAsStream("telegram_api.tl")) {
      String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return schema
          .lines()
          .filter(line -> line.startsWith(method + "#"))
          .map(line -> line.substring(method.length() + 1, line.indexOf(' ')))
          .mapToInt(id -> Integer.parseUnsignedInt(id, 16))
          .findFirst()
          .orElseThrow();
    }
  }
}

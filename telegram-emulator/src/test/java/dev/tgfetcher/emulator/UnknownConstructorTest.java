package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** TDLib refuses every answer with a message that it cannot read, and so all its neighbours. */
class UnknownConstructorTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");
  private static final int MESSAGES = 400;
  private static final int UNREADABLE = 200;
  private static final String REFUSAL = "Unknown constructor found 0x1badf00d";

  @TempDir Path directory;

  @Test
  void every_answer_with_the_message_is_refused() throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("+99966200001", "22222");
    User ann = builder.user(7, "Ann Lee");
    Chat group = builder.supergroup("ru_python", "Python");
    for (int i = 1; i <= MESSAGES; i++) {
      MessageMedia media = i == UNREADABLE ? MessageMedia.unknown(0x1badf00d) : null;
      Instant date = NOON.plusSeconds(i);
      group.add(
          m -> {
            m.from(ann).at(date).text("hello");
            if (media != null) {
              m.media(media);
            }
          });
    }
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      long chatId = client.chatId("ru_python");

      assertThat(client.history(chatId, 400L << 20, 50)).hasSize(50);
      assertThatThrownBy(() -> client.history(chatId, 220L << 20, 50))
          .hasMessageContaining(REFUSAL);
      assertThatThrownBy(() -> client.call(byId(chatId, UNREADABLE))).hasMessageContaining(REFUSAL);
      assertThat(client.call(byId(chatId, UNREADABLE - 9)).path("messages").path(0).isNull())
          .isFalse();
      assertThatThrownBy(() -> client.messageByDate(chatId, NOON.getEpochSecond() + UNREADABLE))
          .hasMessageContaining(REFUSAL);
      assertThatThrownBy(() -> client.call(search(chatId))).hasMessageContaining(REFUSAL);
      assertThat(client.history(chatId, 190L << 20, 50)).hasSize(50);
    }
  }

  private static ObjectNode byId(long chatId, long id) {
    ObjectNode request = request("getMessages").put("chat_id", chatId);
    request.putArray("message_ids").add(id << 20);
    return request;
  }

  private static ObjectNode search(long chatId) {
    return request("searchChatMessages")
        .put("chat_id", chatId)
        .put("query", "hello")
        .put("from_message_id", (UNREADABLE + 20L) << 20)
        .put("offset", 0)
        .put("limit", 50);
  }
}

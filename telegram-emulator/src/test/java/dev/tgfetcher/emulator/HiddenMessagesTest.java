package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages that an account does not get, because it joined later or because they are empty. */
class HiddenMessagesTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");
  private static final int MESSAGES = 300;

  @TempDir Path directory;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final Account elder = builder.account("+99966200002", "22222");
  private final User ann = builder.user(7, "Ann Lee");
  private final Chat group = builder.supergroup("ru_python", "Python");

  HiddenMessagesTest() {
    for (int i = 1; i <= MESSAGES; i++) {
      Instant date = NOON.plusSeconds(i);
      group.add(m -> m.from(ann).at(date).text("hello"));
    }
  }

  @Test
  void the_history_before_the_account_joined_is_hidden() throws InterruptedException {
    Instant joined = NOON.plusSeconds(251);
    group.hidePrehistory().joinedBy(account, joined).joinedBy(elder);
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      JsonNode chat = client.call(request("searchPublicChat").put("username", "ru_python"));
      long chatId = client.loadChat("ru_python");
      JsonNode supergroup = client.call(ofSupergroup("getSupergroup", chat));

      assertThat(supergroup.path("date").asLong()).isEqualTo(joined.getEpochSecond());
      assertThat(
              client
                  .call(ofSupergroup("getSupergroupFullInfo", chat))
                  .path("is_all_history_available")
                  .asBoolean())
          .isFalse();
      assertThat(client.wholeHistory(chatId)).hasSize(50);
      assertThat(message(client, chatId, 250).isNull()).isTrue();
      assertThat(message(client, chatId, 251).isNull()).isFalse();
    }
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client =
            EmulatorClient.loggedIn(emulator, elder, directory.resolve("elder"))) {
      assertThat(client.wholeHistory(client.chatId("ru_python"))).hasSize(MESSAGES);
    }
  }

  @Test
  void a_run_of_empty_messages_fills_pages() throws InterruptedException {
    group.leaveEmpty(51, 250);
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      long chatId = client.chatId("ru_python");

      assertThat(client.history(chatId, 251L << 20, 50)).isEmpty();
      assertThat(message(client, chatId, 100).isNull()).isTrue();
      assertThat(id(client.messageByDate(chatId, NOON.plusSeconds(249).getEpochSecond())))
          .isEqualTo(50);
      assertThat(client.history(chatId, 50L << 20, 50)).hasSize(49);
    }
  }

  private static ObjectNode ofSupergroup(String method, JsonNode chat) {
    return request(method).put("supergroup_id", chat.at("/type/supergroup_id").asLong());
  }

  private static JsonNode message(EmulatorClient client, long chatId, long id)
      throws InterruptedException {
    ObjectNode request = request("getMessages").put("chat_id", chatId);
    request.putArray("message_ids").add(id << 20);
    return client.call(request).path("messages").path(0);
  }

  private static long id(JsonNode message) {
    return message.path("id").asLong() >> 20;
  }
}

package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LoginTest {
  @TempDir Path directory;

  @Test
  void a_client_logs_in_by_code_and_reads_a_history() throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("+99966 2 0001", "22222");
    User ann = builder.user(7, "Ann Lee");
    Chat group = builder.supergroup("ru_python", "Python");
    for (int i = 0; i < 30; i++) {
      String text = "message " + i;
      group.add(m -> m.from(ann).at("2025-11-07T10:00:00Z").text(text));
    }
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        TestClient client = TestClient.loggedIn(emulator, account, directory)) {
      long chatId = client.chatId("ru_python");
      JsonNode first = client.history(chatId, 0, 100);
      JsonNode rest = client.history(chatId, 10 << 20, 100);

      assertThat(first.path(0).at("/content/text/text").asString()).isEqualTo("message 29");
      assertThat(rest).hasSize(9);
      assertThat(client.call(request("getMe")).path("first_name").asString()).isEqualTo("Account");
    }
  }
}

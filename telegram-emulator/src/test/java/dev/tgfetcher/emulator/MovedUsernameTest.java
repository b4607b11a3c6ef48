package dev.tgfetcher.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedUsernameTest {
  @TempDir Path directory;

  @Test
  void a_username_leads_to_the_chat_that_has_it_now() throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("+99966200001", "22222");
    Chat first = builder.supergroup("ru_python", "Python");
    Chat second = builder.supergroup("other_name", "Another");
    World world = builder.build();
    try (TelegramEmulator emulator = TelegramEmulator.start(world)) {
      try (EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
        assertThat(client.chatId("ru_python")).isEqualTo(-1_000_000_000_000L - first.id());
      }
      world.moveUsername("ru_python", second);
      // A client keeps a resolved username in memory for a while.
      try (EmulatorClient client = new EmulatorClient(emulator, directory)) {
        client.await("authorizationStateReady");
        assertThat(client.chatId("ru_python")).isEqualTo(-1_000_000_000_000L - second.id());
        assertThatThrownBy(() -> client.chatId("other_name"))
            .hasMessageContaining("USERNAME_NOT_OCCUPIED");
      }
    }
  }
}

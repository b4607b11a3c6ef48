package dev.tgfetcher.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Freeze;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** TDLib learns of a freeze from its configuration: at its start, and when Telegram says so. */
class FreezeUpdateTest {
  private static final Freeze FREEZE =
      new Freeze(1_762_509_600, 1_765_101_600, "https://t.me/spambot");

  @TempDir Path directory;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");

  @Test
  void a_running_client_learns_of_a_freeze_and_of_its_end() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      emulator.freeze(account, FREEZE);
      assertThatItIsFrozen(client.nextFreeze());

      emulator.unfreeze(account);
      assertThat(client.nextFreeze().path("is_frozen").asBoolean()).isFalse();
    }
  }

  @Test
  void a_client_learns_of_a_freeze_at_its_next_start() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build())) {
      EmulatorClient.loggedIn(emulator, account, directory).close();
      account.freeze(FREEZE);
      try (EmulatorClient restarted = new EmulatorClient(emulator, directory)) {
        assertThatItIsFrozen(restarted.nextFreeze());
      }
    }
  }

  private static void assertThatItIsFrozen(JsonNode update) {
    assertThat(update.path("is_frozen").asBoolean()).isTrue();
    assertThat(update.path("freezing_date").asLong()).isEqualTo(FREEZE.since());
    assertThat(update.path("deletion_date").asLong()).isEqualTo(FREEZE.until());
    assertThat(update.path("appeal_link").asString()).isEqualTo(FREEZE.appealUrl());
  }
}

package dev.tgfetcher.emulator;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EmulatedLoginTest {
  @TempDir Path directory;
  @TempDir Path state;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966 2 0001", "22222");

  @Test
  void a_client_logs_in_by_code() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = new EmulatorClient(emulator, directory)) {
      client.await("authorizationStateWaitPhoneNumber");
      client.sendPhone(account);
      client.await("authorizationStateWaitCode");
      assertThatThrownBy(() -> client.sendCode("11111"))
          .isInstanceOf(TelegramException.class)
          .hasMessageContaining("PHONE_CODE_INVALID");
      client.sendCode("22222");
      client.await("authorizationStateReady");

      assertThat(client.call(request("getMe")).path("id").asLong()).isEqualTo(account.user().id());
    }
  }

  @Test
  void an_unknown_phone_number_is_refused() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(World.builder().build());
        EmulatorClient client = new EmulatorClient(emulator, directory)) {
      client.await("authorizationStateWaitPhoneNumber");
      assertThatThrownBy(() -> client.sendPhone(account))
          .hasMessageContaining("PHONE_NUMBER_INVALID");
    }
  }

  @Test
  void a_client_proves_that_it_knows_the_password() throws InterruptedException {
    account.password("correct horse");
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = new EmulatorClient(emulator, directory)) {
      client.logIn(account);
      client.await("authorizationStateWaitPassword");
      assertThatThrownBy(() -> client.sendPassword("wrong horse"))
          .hasMessageContaining("PASSWORD_HASH_INVALID");
      client.sendPassword("correct horse");

      client.await("authorizationStateReady");
    }
  }

  @Test
  void another_device_confirms_a_qr_login() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = new EmulatorClient(emulator, directory)) {
      confirmQrLogin(client, emulator);

      client.await("authorizationStateReady");
    }
  }

  @Test
  void a_qr_login_also_requires_the_password() throws InterruptedException {
    account.password("secret");
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = new EmulatorClient(emulator, directory)) {
      confirmQrLogin(client, emulator);
      client.await("authorizationStateWaitPassword");
      client.sendPassword("secret");

      client.await("authorizationStateReady");
    }
  }

  @Test
  void an_unknown_login_link_is_refused() {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build())) {
      assertThatThrownBy(() -> emulator.acceptLoginToken("tg://login?token=AAAA", account))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_login_survives_a_restart_of_client_and_emulator() throws InterruptedException {
    World world = builder.build();
    try (TelegramEmulator emulator = TelegramEmulator.start(world, 0, state)) {
      EmulatorClient.loggedIn(emulator, account, directory).close();
    }
    try (TelegramEmulator emulator = TelegramEmulator.start(world, 0, state);
        EmulatorClient client = new EmulatorClient(emulator, directory)) {
      client.await("authorizationStateReady");

      assertThat(client.call(request("getMe")).path("id").asLong()).isEqualTo(account.user().id());
    }
  }

  @Test
  void a_client_logs_out() throws InterruptedException {
    try (TelegramEmulator emulator = TelegramEmulator.start(builder.build());
        EmulatorClient client = EmulatorClient.loggedIn(emulator, account, directory)) {
      client.call(request("logOut"));

      client.await("authorizationStateClosed");
    }
  }

  private void confirmQrLogin(EmulatorClient client, TelegramEmulator emulator)
      throws InterruptedException {
    client.await("authorizationStateWaitPhoneNumber");
    client.call(request("requestQrCodeAuthentication"));
    JsonNode state = client.await("authorizationStateWaitOtherDeviceConfirmation");
    emulator.acceptLoginToken(state.path("link").asString(), account);
  }
}

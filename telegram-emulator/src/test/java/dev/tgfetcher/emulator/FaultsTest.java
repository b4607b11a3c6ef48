package dev.tgfetcher.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.fault.FloodLimit;
import dev.tgfetcher.emulator.fault.FloodRule;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FaultsTest {
  /** TDLib also requests histories without a call. It resolves usernames only on a call. */
  private static final String HISTORY = "messages.getHistory";

  private static final String RESOLVE = "contacts.resolveUsername";

  @TempDir Path directory;

  private Account account;
  private Chat group;
  private TelegramEmulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void logIn() throws InterruptedException {
    WorldBuilder builder = World.builder();
    account = builder.account("+99966200001", "22222");
    User ann = builder.user(7, "Ann Lee");
    group = builder.supergroup("ru_python", "Python");
    for (int i = 0; i < 500; i++) {
      Instant date = Instant.parse("2025-11-07T12:00:00Z").plusSeconds(i);
      group.add(m -> m.from(ann).at(date).text("hello"));
    }
    emulator = TelegramEmulator.start(builder.build());
    client = EmulatorClient.loggedIn(emulator, account, directory);
  }

  @AfterEach
  void stop() {
    client.close();
    emulator.close();
  }

  @Test
  void a_short_flood_wait_only_delays_the_response() throws InterruptedException {
    emulator.faults().failNext(RESOLVE, 1, "FLOOD_WAIT_1");
    long start = System.nanoTime();

    assertThat(client.chatId("ru_python")).isNegative();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(emulator.requests().refused(account, RESOLVE)).isEqualTo(1);
  }

  @Test
  void a_long_flood_wait_reaches_the_caller() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.faults().failNext(HISTORY, 9, "FLOOD_WAIT_70");

    assertThatThrownBy(() -> client.history(chatId, 100 << 20, 100)).hasMessageContaining("429");
  }

  @Test
  void a_limit_grants_and_refuses_requests_of_an_account() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    FloodLimit limit = FloodLimit.of(10, Duration.ofSeconds(1), 2);
    FloodRule rule = emulator.faults().limit(HISTORY, limit);

    assertThat(client.wholeHistory(chatId)).hasSize(500);
    assertThat(rule.granted()).isGreaterThan(4);
    assertThat(rule.refused()).isPositive();
    assertThat(rule.bucketOf(account).usage()).isBetween(0.01, 1.0);
  }

  @Test
  void a_scripted_error_occurs_the_given_number_of_times() throws InterruptedException {
    emulator.faults().failNext(RESOLVE, 1, "USERNAME_INVALID");

    assertThatThrownBy(() -> client.chatId("ru_python")).hasMessageContaining("USERNAME_INVALID");
    assertThat(client.chatId("ru_python")).isNegative();
  }

  @Test
  void a_scripted_error_can_follow_requests_that_pass() throws InterruptedException {
    emulator.faults().failAfter(RESOLVE, 1, 1, "SOMETHING_ODD");

    assertThat(client.chatId("ru_python")).isNegative();
    assertThatThrownBy(() -> client.chatId("unknown_name")).hasMessageContaining("SOMETHING_ODD");
    assertThatThrownBy(() -> client.chatId("unknown_name")).hasMessageContaining("USERNAME");
  }

  @Test
  void a_history_is_whole_although_connections_drop() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.faults().dropAfter(2);
    assertThat(client.history(chatId, 450 << 20, 100)).isNotEmpty();
    emulator.faults().dropConnections();

    assertThat(client.wholeHistory(chatId)).hasSize(500);
  }

  @Test
  void a_client_reconnects_after_a_pause_of_the_emulator() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.pause();
    emulator.resume();

    assertThat(client.wholeHistory(chatId)).hasSize(500);
  }

  @Test
  void a_response_can_be_delayed() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.faults().stall(HISTORY, Duration.ofMillis(700));
    long start = System.nanoTime();
    client.history(chatId, 100 << 20, 100);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
  }

  @Test
  void a_response_can_be_blocked_and_unblocked() throws Exception {
    long chatId = client.chatId("ru_python");
    emulator.faults().block(HISTORY);
    emulator.requests().clear();
    FutureTask<JsonNode> page = new FutureTask<>(() -> client.history(chatId, 100 << 20, 100));
    new Thread(page).start();

    assertThat(emulator.requests().takeRequest(HISTORY, Duration.ofSeconds(90))).isNotNull();
    assertThat(page).isNotDone();
    emulator.faults().unblock(HISTORY);

    assertThat(page.get()).isNotEmpty();
    assertThat(client.wholeHistory(chatId)).hasSize(500);
  }

  @Test
  void a_revoked_session_ends_the_login() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    emulator.faults().revokeSessions(account);

    assertThatThrownBy(() -> client.history(chatId, 100 << 20, 100)).hasMessageContaining("401");
    client.await("authorizationStateLoggingOut");
  }

  @Test
  void a_chat_becomes_private() throws InterruptedException {
    long chatId = client.chatId("ru_python");
    group.makePrivate();

    // TDLib uses the server's words, or its own if it knows of the change already.
    assertThatThrownBy(() -> client.history(chatId, 100 << 20, 100))
        .isInstanceOfSatisfying(
            TelegramException.class,
            refused -> assertThat(refused.type()).isEqualTo(TelegramErrorType.ACCESS_DENIED));
  }

  @Test
  void requests_are_recorded() throws InterruptedException {
    emulator.requests().clear();
    client.chatId("ru_python");

    Duration timeout = Duration.ofSeconds(5);
    assertThat(emulator.requests().takeRequest(RESOLVE, timeout))
        .satisfies(r -> assertThat(r.body().string("username")).isEqualTo("ru_python"));
    assertThat(emulator.requests().count(account, RESOLVE)).isEqualTo(1);
    assertThat(emulator.requests().total()).isPositive();
  }
}

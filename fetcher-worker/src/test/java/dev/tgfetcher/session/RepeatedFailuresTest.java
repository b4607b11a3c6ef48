package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** TDLib repeats a request that Telegram fails for half a minute, and then reports 429. */
class RepeatedFailuresTest {
  private static final String METHOD = "account.getAccountTTL";
  private static final RequestGate.Request NEXT_FAILS =
      () -> {
        throw new IllegalStateException("the circuit lets a request pass");
      };

  @TempDir Path folder;
  private TestTelegram telegram;
  private TelegramSession session;

  @BeforeEach
  void open() throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    telegram = TestTelegram.start(builder.build(), folder);
    session = TelegramSession.open(TestTelegram.library(), telegram.logIn("main", anna));
  }

  @AfterEach
  void close() {
    session.close();
    telegram.close();
  }

  @Test
  void repeated_failures_of_telegram_are_trouble_and_open_the_circuit() {
    telegram.emulator().faults().failNext(METHOD, Integer.MAX_VALUE, 500, "RPC_CALL_FAIL");
    CircuitBreaker circuit = CircuitBreaker.ofOneFailure("Telegram", Duration.ofMinutes(1));
    GuardedGate gate = new GuardedGate(circuit, RequestGate.open());

    assertThatThrownBy(() -> gate.pass(request(() -> session.call(accountTtl()))))
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> {
              assertThat(e.error().message()).contains("Too Many Requests");
              assertThat(e.type()).isEqualTo(TelegramErrorType.UNAVAILABLE);
              assertThat(FailureClassifier.classify(e).type()).isEqualTo(ErrorType.NETWORK);
            });

    assertThat(circuit.isOpen()).isTrue();
    assertThatThrownBy(() -> gate.pass(request(NEXT_FAILS)))
        .isInstanceOf(CircuitOpenException.class);
  }

  @Test
  void a_flood_wait_that_is_too_long_is_a_flood() {
    telegram.emulator().faults().failNext(METHOD, 1, "FLOOD_WAIT_61");

    assertThatThrownBy(() -> session.call(accountTtl()))
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> {
              assertThat(e.type()).isEqualTo(TelegramErrorType.FLOOD);
              assertThat(e.error().retryAfter()).isEqualTo(Duration.ofSeconds(61));
            });
  }

  @Test
  void ids_that_no_chat_can_have_name_no_chat() {
    assertNoChat(-1L << 60);
    assertNoChat(-1_000_000_000_000L);
    assertNoChat(-1_001_234_567_890L);
  }

  private void assertNoChat(long id) {
    assertThatThrownBy(() -> session.call(TelegramClient.request("getChat").put("chat_id", id)))
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).as("%s", e).isEqualTo(TelegramErrorType.CHAT_NOT_FOUND));
  }

  private static RequestGate.Call request(RequestGate.Request request) {
    return RequestGate.Call.of(MethodClass.OTHER, request);
  }

  private static ObjectNode accountTtl() {
    return TelegramClient.request("getAccountTtl");
  }
}

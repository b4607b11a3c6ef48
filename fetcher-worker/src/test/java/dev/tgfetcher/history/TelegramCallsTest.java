package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class TelegramCallsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode();

  private final CyclicBarrier bothUnderWay = new CyclicBarrier(2);
  private final RequestGate gate = call -> awaitOther();
  private final TelegramCalls calls =
      new TelegramCalls(ClientSource.of(new InMemoryTelegram()), gate);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  private JsonNode awaitOther() {
    try {
      bothUnderWay.await(LONG.toSeconds(), TimeUnit.SECONDS);
      return ANSWER;
    } catch (Exception e) {
      throw new IllegalStateException("the other call is not under way", e);
    }
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void two_calls_of_a_session_are_under_way_at_a_time() throws Exception {
    Future<JsonNode> one =
        threads.submit(() -> calls.call(MethodClass.MESSAGES, request("getMessages")));
    Future<JsonNode> other =
        threads.submit(() -> calls.call(MethodClass.HISTORY, request("getChatHistory")));

    assertThat(one.get()).isSameAs(ANSWER);
    assertThat(other.get()).isSameAs(ANSWER);
  }
}

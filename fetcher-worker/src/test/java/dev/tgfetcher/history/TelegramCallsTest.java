package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.telegram.TelegramClient;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class TelegramCallsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode();

  private final CyclicBarrier bothUnderWay = new CyclicBarrier(2);
  private final RequestGate gate = call -> awaitOther();
  private final TelegramCalls calls = new TelegramCalls(new Replaceable(), gate);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** Replaces its client whenever it is told to. */
  private static final class Replaceable implements ClientSource {
    private final TelegramClient client = new InMemoryTelegram();

    @Override
    public TelegramClient client() {
      return client;
    }

    @Override
    public boolean pageLoaded(int messages) {
      return false;
    }

    @Override
    public boolean replaceClient() {
      return true;
    }
  }

  private JsonNode awaitOther() throws InterruptedException {
    try {
      bothUnderWay.await(LONG.toSeconds(), TimeUnit.SECONDS);
      return ANSWER;
    } catch (BrokenBarrierException | TimeoutException e) {
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

  @Test
  void a_page_that_had_not_begun_at_the_end_of_a_reading_holds_up_no_client() {
    PagePrefetcher<String> pages = new PagePrefetcher<>(calls, 1);
    pages.request(
        () -> {
          new CountDownLatch(1).await();
          return "interrupted";
        });
    pages.request(() -> "not begun");
    pages.close();

    Future<Void> replaced =
        threads.submit(
            () -> {
              calls.replaceClient();
              return null;
            });

    assertThat(replaced).succeedsWithin(LONG);
    assertThat(calls.generation()).isEqualTo(1);
  }

  @Test
  void the_next_client_asks_for_as_many_ids_as_the_first_one() throws Exception {
    int most = calls.idsPerRequest();
    calls.lowerIdsPerRequest(most / 2);
    assertThat(calls.idsPerRequest()).isEqualTo(most / 2);

    calls.replaceClient();

    assertThat(calls.idsPerRequest()).isEqualTo(most);
  }
}

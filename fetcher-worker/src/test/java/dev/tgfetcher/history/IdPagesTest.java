package dev.tgfetcher.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.command.ChatRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IdPagesTest {
  private static final long PATIENCE_SECONDS = 30;
  private static final int SLICE = 20;

  private final CyclicBarrier bothUnderWay = new CyclicBarrier(2);
  private final InMemoryTelegram telegram = new InMemoryTelegram();
  private final TelegramCalls calls =
      new TelegramCalls(
          ClientSource.of(telegram), this::pass, (method, refusal, took) -> {}, SLICE);

  private JsonNode pass(RequestGate.Call call) throws InterruptedException {
    if (call.method() == MethodClass.MESSAGES) {
      try {
        bothUnderWay.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("the other slice is not under way", e);
      }
    }
    return call.request().send();
  }

  @Test
  void two_slices_are_requested_at_a_time_and_returned_in_order() throws Exception {
    InMemoryChat talk = telegram.supergroup("talk");
    for (int i = 0; i < 4 * SLICE; i++) {
      talk.post(Instant.EPOCH.plusSeconds(i), "words");
    }
    ResolvedChat resolved =
        new ChatResolver(calls, UsernameCache.none()).resolve(ChatRef.parse("@talk").orElseThrow());
    List<MessagePage> pages = new ArrayList<>();

    try (OpenChat chat = OpenChat.open(calls, resolved);
        IdPages slices = new IdPages(calls, chat)) {
      for (long below = 4 * SLICE + 1; below > 1; below -= SLICE) {
        slices.request(below, 2);
        pages.add(slices.below(below));
      }
    }

    assertThat(pages).extracting(MessagePage::lowestAsked).containsExactly(61L, 41L, 21L, 1L);
    assertThat(pages).allSatisfy(page -> assertThat(page.messages()).hasSize(SLICE));
  }
}

package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.HISTORY;
import static dev.tgfetcher.limit.MethodClass.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.limit.RequestGate.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Several threads call Telegram in one session. */
class ConcurrentCallsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final JsonNode ANSWER = JsonNodeFactory.instance.objectNode();

  private final CountDownLatch mayGrant = new CountDownLatch(1);
  private final AtomicLong nanos = new AtomicLong(1);
  private final List<String> granted = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = new ArrayList<>();
  private final RateLimitedGate gate =
      new RateLimitedGate(
          new LocalRateLimiter(
              () -> RateLimits.all(Rate.parse("1/s"), Duration.ofHours(1)), 1, nanos::get),
          this::sleep,
          nanos::get,
          Patience.ENDLESS,
          new RateLimitListener() {
            @Override
            public void waited(MethodClass method, Duration wait) {
              granted.add(Thread.currentThread().getName());
            }
          },
          new WireRequestCounter((method, wait) -> {}),
          new ManualBackgroundTasks());

  /** The time stands still until the test permits the waiting requests. */
  private void sleep(Duration duration) throws InterruptedException {
    assertThat(mayGrant.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    nanos.addAndGet(duration.toNanos());
  }

  @BeforeEach
  void use_the_first_permit() throws Exception {
    gate.pass(Call.of(HISTORY, () -> ANSWER));
    granted.clear();
  }

  @AfterEach
  void end() {
    threads.forEach(Thread::interrupt);
  }

  private Future<JsonNode> pass(Call call) {
    FutureTask<JsonNode> task = new FutureTask<>(() -> gate.pass(call));
    Thread thread = new Thread(task, "call-" + threads.size());
    threads.add(thread);
    thread.start();
    return task;
  }

  private Future<JsonNode> passAndWait(MethodClass method) {
    Future<JsonNode> call = pass(Call.of(method, () -> ANSWER));
    Thread thread = threads.get(threads.size() - 1);
    await()
        .until(
            () ->
                thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING);
    return call;
  }

  private static void assertAnswered(Future<JsonNode> call) throws Exception {
    assertThat(call.get(LONG.toSeconds(), TimeUnit.SECONDS)).isSameAs(ANSWER);
  }

  @Test
  void two_requests_of_a_class_are_under_way_at_a_time() throws Exception {
    mayGrant.countDown();
    CyclicBarrier both = new CyclicBarrier(2);
    Call call =
        Call.of(
            HISTORY,
            () -> {
              awaitOther(both);
              return ANSWER;
            });

    Future<JsonNode> one = pass(call);
    Future<JsonNode> other = pass(call);

    assertAnswered(one);
    assertAnswered(other);
  }

  private static void awaitOther(CyclicBarrier both) throws InterruptedException {
    try {
      both.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void requests_of_a_class_get_their_permits_in_the_order_of_asking() throws Exception {
    List<Future<JsonNode>> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(passAndWait(HISTORY));
    }

    mayGrant.countDown();

    for (Future<JsonNode> call : calls) {
      assertAnswered(call);
    }
    assertThat(granted).containsExactly("call-0", "call-1", "call-2", "call-3", "call-4");
  }

  @Test
  void a_waiting_request_delays_none_of_another_class() throws Exception {
    Future<JsonNode> waiting = passAndWait(HISTORY);

    assertAnswered(pass(Call.of(MESSAGES, () -> ANSWER)));

    assertThat(waiting).isNotDone();
    mayGrant.countDown();
    assertAnswered(waiting);
  }

  @Test
  void an_interrupted_request_gives_its_turn_to_the_next_one() throws Exception {
    Future<JsonNode> interrupted = passAndWait(HISTORY);
    Future<JsonNode> next = passAndWait(HISTORY);

    threads.get(0).interrupt();
    mayGrant.countDown();

    assertAnswered(next);
    assertThatThrownBy(() -> interrupted.get(LONG.toSeconds(), TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(granted).containsExactly("call-1");
  }
}

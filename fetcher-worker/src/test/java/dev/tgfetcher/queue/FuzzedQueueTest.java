package dev.tgfetcher.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RBatch;
import org.redisson.client.codec.ByteArrayCodec;

/** Randomly broken payloads in a real queue; the seed makes them equal in every run. */
@ExtendWith(RedisServerExtension.class)
class FuzzedQueueTest {
  private static final long SEED = 20251107;
  private static final int PAYLOADS = 20_000;
  private static final int WORKERS = 4;
  private static final List<String> WHOLE =
      List.of(
          "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\",\"date\":\"2025-11-07\"}",
          "{\"command\":\"fetch\",\"chat\":\"t.me/abcd\",\"days\":3,\"strategy\":\"per_day\",\"x\":[[1],{}]}",
          "{\"command\":\"fetch\",\"chat\":-1001234567890,\"mode\":\"full\",\"limit\":9,\"command_id\":\"я\"}");

  private final RandomGenerator random = new SplittableRandom(SEED);
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void each_of_20000_payloads_is_done_or_a_dead_letter(TestRedis redis) throws Exception {
    push(redis);
    QueueState state = new QueueState(redis);
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    for (int i = 1; i <= WORKERS; i++) {
      CommandQueue queue = QueueFixtures.queue(redis, "worker-" + i);
      workers.execute(() -> work(queue, state, QueueFixtures.delayed(redis)));
    }
    workers.shutdown();
    assertThat(workers.awaitTermination(300, TimeUnit.SECONDS)).isTrue();

    state.hasPending().hasDelayed().hasNothingInFlight();
    assertThat(state.deadLetters()).allMatch(l -> l.errorType() == ErrorType.INVALID_COMMAND);
    assertThat(done.get() + state.deadLetters().size()).isEqualTo(PAYLOADS);
    assertThat(done.get()).isBetween(PAYLOADS / 10, PAYLOADS / 2);
  }

  private void work(CommandQueue queue, QueueState state, DelayedCommands delayed) {
    do {
      if (state.pendingCount() == 0) {
        delayed.promoteDue(1);
      }
      if (state.pendingCount() > 0) {
        queue.lease(Duration.ofSeconds(1)).ifPresent(lease -> complete(queue, lease));
      }
    } while (state.pendingCount() > 0 || state.twins() > 0);
  }

  private void complete(CommandQueue queue, Lease lease) {
    queue.complete(lease, List.of());
    done.incrementAndGet();
  }

  private void push(TestRedis redis) {
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < PAYLOADS; i++) {
      payloads.add(broken(WHOLE.get(random.nextInt(WHOLE.size())).getBytes(UTF_8)));
    }
    RBatch batch = redis.connection().commands().createBatch();
    for (byte[] payload : payloads) {
      var unused = batch.getList(redis.keys().pending(), ByteArrayCodec.INSTANCE).addAsync(payload);
    }
    batch.execute();
  }

  /** Up to three times cuts a piece out, repeats it, or replaces it by noise. */
  private byte[] broken(byte[] payload) {
    byte[] broken = payload;
    for (int times = random.nextInt(4); times > 0 && broken.length > 1; times--) {
      int from = random.nextInt(broken.length);
      int to = Math.min(broken.length, from + 1 + random.nextInt(random.nextBoolean() ? 2 : 30));
      ByteArrayOutputStream next = new ByteArrayOutputStream();
      next.write(broken, 0, from);
      next.writeBytes(instead(broken, from, to));
      next.write(broken, to, broken.length - to);
      broken = next.toByteArray();
    }
    return broken;
  }

  private byte[] instead(byte[] payload, int from, int to) {
    byte[] piece = Arrays.copyOfRange(payload, from, to);
    return switch (random.nextInt(3)) {
      case 0 -> new byte[0];
      case 1 -> new String(piece, UTF_8).repeat(2).getBytes(UTF_8);
      default -> {
        random.nextBytes(piece);
        yield piece;
      }
    };
  }
}

package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.LOW_PRIORITY_EVERY;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static dev.tgfetcher.testing.TestQueue.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TcpProxy;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Leases and their ends. */
@ExtendWith(RedisServerExtension.class)
class CommandQueueTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  @Test
  void a_lease_moves_the_oldest_command_to_the_workers_list() {
    at.state().push(payload(1));
    at.state().push(payload(2));

    Lease lease = at.lease();

    assertThat(lease.command().chat().folder()).isEqualTo("ru_python");
    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(lease.ranBefore()).isFalse();
    assertThat(at.queue().inFlight().payloads()).containsExactly(Payload.of(payload(1)));
    at.state().hasInFlight(WORKER, payload(1)).hasPending(payload(2));
  }

  @Test
  void an_empty_queue_gives_no_lease() {
    assertThat(at.queue().lease(WAIT)).isEmpty();
  }

  @Test
  void completion_publishes_the_event_and_removes_the_command() {
    Lease lease = at.pushAndLease(1);

    Settlement settlement = at.queue().complete(lease, List.of(skipped(lease)));

    assertThat(settlement).isEqualTo(Settlement.DONE);
    assertThat(at.state().eventsWithoutEnds()).containsExactly(skipped(lease).toJson());
    assertThat(at.state().counter(payload(1), "claims")).isNull();
    assertThat(at.queue().inFlight().payloads()).isEmpty();
    at.state().hasPending().hasNothingInFlight();
  }

  @Test
  void a_repeated_completion_publishes_once() {
    Lease lease = at.pushAndLease(1);
    at.queue().complete(lease, List.of(skipped(lease)));

    assertThat(at.queue().complete(lease, List.of(skipped(lease))))
        .isEqualTo(Settlement.DONE_BEFORE);

    assertThat(at.state().eventsWithoutEnds()).hasSize(1);
  }

  @Test
  void a_lost_lease_writes_nothing() {
    Lease lease = at.pushAndLease(1);
    at.lists().reclaim(WORKER, lease.payload());

    assertThat(at.queue().complete(lease, List.of(skipped(lease))))
        .isEqualTo(Settlement.LEASE_LOST);
    assertThat(at.queue().announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.LEASE_LOST);
    assertThat(at.queue().retry(lease, WAIT, "late", skipped(lease)))
        .isEqualTo(Settlement.LEASE_LOST);

    assertThat(at.state().eventsWithoutEnds()).isEmpty();
    at.state().hasPending(payload(1)).hasDelayed();
  }

  @Test
  void an_older_lease_of_the_same_command_settles_nothing() {
    Lease first = at.pushAndLease(1);
    at.queue().requeue(first);
    Lease second = at.lease();
    at.queue().complete(second, List.of());

    assertThat(at.queue().complete(first, List.of(skipped(first))))
        .isEqualTo(Settlement.LEASE_LOST);
    assertThat(at.state().eventsWithoutEnds()).isEmpty();
  }

  @Test
  void a_deferral_counts_no_attempt() {
    Lease lease = at.pushAndLease(1);

    at.queue().defer(lease, Duration.ofSeconds(30), "flood");

    at.state().hasDelayed(payload(1)).hasNothingInFlight();
    assertThat(at.state().counter(payload(1), "attempts")).isNull();
  }

  @Test
  void a_requeued_command_is_the_next_one() {
    Lease lease = at.pushAndLease(1);
    at.state().push(payload(2));

    at.queue().requeue(lease);

    at.state().hasPending(payload(1), payload(2)).hasNothingInFlight();
    assertThat(at.state().counter(payload(1), "attempts")).isNull();
    assertThat(at.state().counter(payload(1), "interruptions")).isNull();
  }

  @Test
  void a_key_of_another_program_costs_no_command() {
    Lease lease = at.pushAndLease(1);
    for (String key : List.of(at.redis().keys().delayed(), at.redis().keys().failed())) {
      at.redis().connection().commands().getBucket(key, StringCodec.INSTANCE).set("another's");
    }
    DeadLettering letter = DEAD_LETTERS.failed(lease, new Failure(ErrorType.NETWORK, "reset"));

    assertThat(at.queue().defer(lease, WAIT, "flood")).isEqualTo(Settlement.KEPT);
    assertThatThrownBy(() -> at.lists().deadLetter(WORKER, lease.payload(), letter))
        .isInstanceOf(RedisException.class);

    at.state().hasInFlight(WORKER, payload(1));
    assertThat(at.state().counter(payload(1), "claims")).isEqualTo("1");
    at.redis()
        .connection()
        .commands()
        .getKeys()
        .delete(at.redis().keys().delayed(), at.redis().keys().failed());
    at.queue().writer().replay();
    at.state().hasDelayed(payload(1)).hasNothingInFlight();
  }

  @Test
  void a_day_is_announced_once_and_remembered_with_the_command() {
    Lease lease = at.pushAndLease(1);

    assertThat(at.queue().announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.DONE);
    assertThat(at.queue().announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.DONE_BEFORE);
    at.queue().requeue(lease);

    assertThat(at.state().eventsWithoutEnds()).hasSize(1);
    assertThat(at.lease().announcedDays()).containsExactly(Map.entry(DAY, 0L));
  }

  @Test
  void a_reused_worker_id_does_not_hide_an_earlier_attempt() {
    at.pushAndLease(1);
    at.lists().requeueStranded(WORKER, Payload.of(payload(1)));

    Lease ofNextProcess = QueueFixtures.queue(at.redis()).lease(WAIT).orElseThrow();

    assertThat(ofNextProcess.ranBefore()).isTrue();
  }

  @Test
  void a_repeated_requeue_of_a_stranded_command_leaves_the_next_lease_alone() {
    at.state().leaseTo(WORKER, payload(1));
    assertThat(at.lists().requeueStranded(WORKER, Payload.of(payload(1)), "")).isTrue();
    Lease lease = at.lease();

    assertThat(at.lists().requeueStranded(WORKER, Payload.of(payload(1)), "")).isFalse();

    at.state().hasInFlight(WORKER, payload(1)).hasPending();
    assertThat(at.queue().isOwned(lease)).isTrue();
  }

  private boolean isClientBlocked() {
    return at.redis()
        .connection()
        .commands()
        .getRedisNodes(RedisNodes.SINGLE)
        .getInstance()
        .info(RedisNode.InfoSection.CLIENTS)
        .get("blocked_clients")
        .equals("1");
  }

  @Test
  void at_most_once_delivery_keeps_one_copy_if_redis_acknowledges_none() {
    URI server = URI.create(at.redis().url());
    TcpProxy proxy = TcpProxy.to(server.getPort());
    String url = "redis://127.0.0.1:" + proxy.port() + server.getPath();
    try (RedisConnection muted = RedisConnection.open(RedisAddress.parse(url), 1)) {
      CommandQueue popping = popping(muted);
      CompletableFuture<?> lease =
          CompletableFuture.supplyAsync(() -> popping.lease(Duration.ofSeconds(5)));
      await().until(this::isClientBlocked);
      proxy.muteAfter("RPUSH");
      at.state().push(payload(1));

      assertThatThrownBy(lease::join).hasCauseInstanceOf(RedisException.class);

      at.state().hasPending().hasInFlight(WORKER, payload(1));
    } finally {
      proxy.close();
    }
  }

  /** A queue with at-most-once delivery. */
  private CommandQueue popping(RedisConnection redis) {
    return new CommandQueue(
        redis,
        at.redis().keys(),
        WORKER,
        false,
        LOW_PRIORITY_EVERY,
        Duration.ZERO,
        QueueFixtures.unusedOutbox(WORKER),
        DEAD_LETTERS::malformed,
        QueueFixtures.ENDS,
        CommandListener.NONE);
  }

  @Test
  void at_most_once_delivery_settles_commands_too() {
    CommandQueue popping = popping(at.redis().connection());
    at.state().push(payload(1));

    Lease lease = popping.lease(WAIT).orElseThrow();

    at.state().hasPending().hasInFlight(WORKER, payload(1));
    assertThat(popping.complete(lease, List.of())).isEqualTo(Settlement.DONE);
    at.state().hasNothingInFlight();
  }
}

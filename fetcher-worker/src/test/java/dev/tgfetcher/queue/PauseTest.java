package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.CLOCK;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

/** A paused command waits in one place, and comes back in its order. */
@ExtendWith(RedisServerExtension.class)
class PauseTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final String ACCOUNT = "1234567890";

  private TestRedis redis;
  private QueueState state;
  private CommandQueue queue;
  private Pauses pauses;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    queue = QueueFixtures.queue(redis);
    pauses = new Pauses(redis.connection(), redis.keys());
  }

  private void pause(PauseTarget target) {
    pause(target, null);
  }

  private void pause(PauseTarget target, @Nullable Instant until) {
    pauses.begin(new Pause(target, "ada", CLOCK.instant(), until, "a test", 0));
  }

  private static String ofChat(String chat, int number) {
    return payload(number).replace("@ru_python", chat);
  }

  private List<String> waiting(PauseTarget target) {
    return redis
        .connection()
        .commands()
        .<String>getList(redis.keys().waitingForPause(target.field()), StringCodec.INSTANCE)
        .readAll();
  }

  private String runOne() {
    Lease lease = queue.lease(WAIT, ACCOUNT).orElseThrow();
    queue.complete(lease, List.of());
    return lease.payload().text();
  }

  @Test
  void a_paused_fleet_takes_nothing_and_goes_on_where_it_was() {
    state.push(payload(1));
    state.push(payload(2));
    pause(PauseTarget.FLEET);

    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();
    state.hasPending(payload(1), payload(2)).hasNothingInFlight();

    pauses.end(PauseTarget.FLEET);
    assertThat(List.of(runOne(), runOne())).containsExactly(payload(1), payload(2));
    assertThat(pauses.read().pauses()).isEmpty();
  }

  @Test
  void a_command_that_comes_to_a_waiting_worker_of_a_paused_fleet_stays_pending() {
    CompletableFuture<Optional<Lease>> lease =
        CompletableFuture.supplyAsync(() -> queue.lease(Duration.ofSeconds(5), ACCOUNT));
    await().until(this::isClientBlocked);
    pause(PauseTarget.FLEET);

    state.push(payload(1));

    assertThat(lease.join()).isEmpty();
    state.hasPending(payload(1)).hasNothingInFlight();
    assertThat(queue.inFlight().payloads()).isEmpty();
  }

  private boolean isClientBlocked() {
    return redis
        .connection()
        .commands()
        .getRedisNodes(RedisNodes.SINGLE)
        .getInstance()
        .info(RedisNode.InfoSection.CLIENTS)
        .get("blocked_clients")
        .equals("1");
  }

  @Test
  void a_running_command_is_finished() {
    state.push(payload(1));
    Lease lease = queue.lease(WAIT, ACCOUNT).orElseThrow();

    pause(PauseTarget.FLEET);

    assertThat(queue.isOwned(lease)).isTrue();
    assertThat(queue.complete(lease, List.of())).isEqualTo(Settlement.DONE);
  }

  @Test
  void a_paused_account_and_a_drained_worker_leave_the_commands_to_others() {
    state.push(payload(1));
    state.push(payload(2));
    pause(PauseTarget.account(ACCOUNT));
    pause(PauseTarget.worker("host-2-abcdef"));
    CommandQueue drained = QueueFixtures.queue(redis, "host-2-abcdef");

    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();
    assertThat(drained.lease(WAIT, "5")).isEmpty();
    state.hasPending(payload(1), payload(2));

    assertThat(queue.lease(WAIT, "5")).isPresent();
    pauses.end(PauseTarget.worker("host-2-abcdef"));
    assertThat(drained.lease(WAIT, "5")).isPresent();
  }

  @Test
  void commands_of_a_paused_chat_wait_aside_and_the_others_go_on() {
    PauseTarget target = PauseTarget.chats("@RU_p?th*");
    pause(target);
    for (int number = 1; number <= 3; number++) {
      state.push(ofChat("t.me/Ru_Python", number));
      state.push(ofChat("@ru_pethon_not", number));
      state.push(ofChat("@durov", number));
    }
    List<String> run = new ArrayList<>();

    for (int taken = 0; taken < 9; taken++) {
      queue.lease(WAIT, ACCOUNT).ifPresent(lease -> run.add(complete(lease)));
    }

    assertThat(run).containsExactly(ofChat("@durov", 1), ofChat("@durov", 2), ofChat("@durov", 3));
    assertThat(waiting(target)).hasSize(6);
    state.hasPending().hasNothingInFlight();
    assertThat(pauses.read().of(target))
        .hasValueSatisfying(p -> assertThat(p.waiting()).isEqualTo(6));

    state.push(ofChat("@durov", 4));
    List<String> before = waiting(target);
    assertThat(pauses.end(target)).contains(6L);
    assertThat(state.pending())
        .startsWith(before.toArray(String[]::new))
        .endsWith(ofChat("@durov", 4));
    assertThat(runOne()).isEqualTo(before.get(0));
  }

  private String complete(Lease lease) {
    queue.complete(lease, List.of());
    return lease.payload().text();
  }

  @Test
  void a_pause_ends_by_itself_and_returns_its_commands() {
    PauseTarget target = PauseTarget.chats("ru_python");
    Instant now = pauses.read().at();
    pause(target, now.plusSeconds(3600));
    state.push(payload(1));
    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();
    assertThat(waiting(target)).hasSize(1);
    assertThat(state.counter(payload(1), "first_seen")).as("relative days").isNotNull();

    pause(target, now);

    assertThat(pauses.read().pauses()).isEmpty();
    state.hasPending(payload(1));
  }

  @Test
  void a_low_command_of_a_paused_chat_returns_to_the_low_list() {
    String low = payload(1).replace("}", ",\"priority\":\"low\"}");
    PauseTarget target = PauseTarget.chats("ru_*");
    pause(target);
    state.push(low);
    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();

    pauses.end(target);

    state.hasPending();
    assertThat(
            redis
                .connection()
                .commands()
                .<String>getList(redis.keys().low(), StringCodec.INSTANCE)
                .readAll())
        .containsExactly(low);
  }

  @Test
  void two_copies_of_a_command_wait_for_the_pause_too() {
    pause(PauseTarget.chats("*"));
    state.push(payload(1));
    state.push(payload(1));

    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();
    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();

    assertThat(waiting(PauseTarget.chats("*"))).containsExactly(payload(1), payload(1));
    pauses.end(PauseTarget.chats("*"));
    Lease first = queue.lease(WAIT, ACCOUNT).orElseThrow();
    assertThat(first.ranBefore()).isFalse();
    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();
    assertThat(state.twins()).isEqualTo(1);
  }

  @Test
  void a_foreign_value_pauses_until_it_is_removed() {
    redis
        .connection()
        .commands()
        .<String, String>getMap(redis.keys().paused(), StringCodec.INSTANCE)
        .fastPut("fleet", "yes");
    state.push(payload(1));

    assertThat(queue.lease(WAIT, ACCOUNT)).isEmpty();
    pauses.end(PauseTarget.FLEET);
    assertThat(queue.lease(WAIT, ACCOUNT)).isPresent();
  }

  /** Five workers of which each is killed now and then, and a pause in the middle. */
  @Test
  void a_pause_in_the_middle_of_500_commands_with_kills_loses_none_and_runs_none() {
    IntStream.range(0, 500).forEach(number -> state.push(ofChat("@chat_" + number % 5, number)));
    ProcessingLists lists = QueueFixtures.lists(redis);
    List<String> completed = new ArrayList<>();
    run(lists, completed, 200);

    pause(PauseTarget.chats("chat_1"));
    int before = completed.size();
    run(lists, completed, 150);
    assertThat(completed.subList(before, completed.size()))
        .noneMatch(done -> done.contains("@chat_1"));
    pause(PauseTarget.FLEET);
    before = completed.size();
    for (int worker = 0; worker < 3; worker++) {
      assertThat(queue(worker).lease(WAIT, ACCOUNT)).isEmpty();
    }
    assertThat(completed).hasSize(before);

    pauses.end(PauseTarget.FLEET);
    pauses.end(PauseTarget.chats("chat_1"));
    run(lists, completed, 2_000);

    assertThat(completed).hasSize(500).doesNotHaveDuplicates();
    state.hasPending().hasNothingInFlight().hasDelayed();
    assertThat(waiting(PauseTarget.chats("chat_1"))).isEmpty();
    assertThat(state.events())
        .filteredOn(event -> event.contains("\"command_completed\""))
        .extracting(event -> Json.MAPPER.readTree(event).path("command_id").asString())
        .hasSize(500)
        .doesNotHaveDuplicates();
  }

  private CommandQueue queue(int worker) {
    return QueueFixtures.queue(redis, WORKER + worker);
  }

  /** Takes commands; of each five leases one ends with the death of its worker. */
  private void run(ProcessingLists lists, List<String> completed, int leases) {
    List<CommandQueue> queues = IntStream.range(0, 5).mapToObj(this::queue).toList();
    for (int taken = 0; taken < leases; taken++) {
      if (state.pendingCount() == 0) {
        return;
      }
      int worker = taken % 5;
      Optional<Lease> lease = queues.get(worker).lease(WAIT, ACCOUNT);
      if (lease.isPresent() && taken % 11 == 0) {
        assertThat(lists.reclaim(WORKER + worker, lease.get().payload())).isTrue();
      } else if (lease.isPresent()) {
        queues.get(worker).complete(lease.get(), List.of());
        completed.add(lease.get().payload().text());
      }
    }
  }
}

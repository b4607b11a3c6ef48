package dev.tgfetcher.fetch;

import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DeadLettering;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.MarkRenewal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RBucket;
import org.redisson.client.codec.StringCodec;

@ExtendWith(RedisServerExtension.class)
class RedisDuplicateMarksTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final LocalDate NEXT_DAY = DAY.plusDays(1);
  private static final String OTHER = "host-2-abcdef";

  private TestRedis redis;
  private QueueState state;
  private CommandQueue queue;
  private CommandQueue otherQueue;
  private RedisDuplicateMarks mine;
  private RedisDuplicateMarks others;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    queue = QueueFixtures.queue(redis);
    otherQueue = QueueFixtures.queue(redis, OTHER);
    mine = duplicates();
    others = duplicates();
  }

  private RedisDuplicateMarks duplicates() {
    return new RedisDuplicateMarks(redis.connection(), redis.keys(), Duration.ofMinutes(10));
  }

  private Lease leased(CommandQueue queue, int number) {
    state.push(payload(number));
    return queue.lease(WAIT).orElseThrow();
  }

  @Test
  void a_day_that_is_being_read_is_marked_and_other_days_are_free() {
    Lease first = leased(queue, 1);
    Lease second = leased(otherQueue, 2);

    MarkedDays running = mine.mark(first, List.of(DAY));
    MarkedDays late = others.mark(second, List.of(NEXT_DAY, DAY));

    assertThat(running.isMarkedByOther(DAY)).isFalse();
    assertThat(late.isMarkedByOther(DAY)).isTrue();
    assertThat(late.isMarkedByOther(NEXT_DAY)).isFalse();
    assertThat(marker(DAY).remainTimeToLive()).isBetween(1L, 600_000L);
  }

  @Test
  void a_written_day_stays_marked_and_a_failed_day_is_free() {
    try (MarkedDays claim = mine.mark(leased(queue, 1), List.of(DAY, NEXT_DAY))) {
      claim.keepMark(DAY);
    }

    assertThat(marker(DAY).isExists()).isTrue();
    assertThat(marker(NEXT_DAY).isExists()).isFalse();
    MarkedDays late = others.mark(leased(otherQueue, 2), List.of(DAY, NEXT_DAY));
    assertThat(late.isMarkedByOther(DAY)).isTrue();
    assertThat(late.isMarkedByOther(NEXT_DAY)).isFalse();
  }

  @Test
  void closing_removes_no_mark_of_another_command() {
    mine.mark(leased(queue, 1), List.of(DAY));

    others.mark(leased(otherQueue, 2), List.of(DAY)).close();

    assertThat(marker(DAY).isExists()).isTrue();
  }

  @Test
  void a_reclaimed_command_reads_the_day_that_it_has_marked() {
    mine.mark(leased(queue, 1), List.of(DAY));
    assertThat(QueueFixtures.lists(redis).reclaim(QueueFixtures.WORKER, held())).isTrue();

    Lease again = otherQueue.lease(WAIT).orElseThrow();

    assertThat(others.mark(again, List.of(DAY)).isMarkedByOther(DAY)).isFalse();
  }

  @Test
  void a_command_reclaimed_before_its_completion_reads_its_marked_day() {
    mine.mark(leased(queue, 1), List.of(DAY)).keepMark(DAY);
    QueueFixtures.lists(redis).reclaim(QueueFixtures.WORKER, held());

    Lease again = otherQueue.lease(WAIT).orElseThrow();

    assertThat(others.mark(again, List.of(DAY)).isMarkedByOther(DAY)).isFalse();
  }

  private static Payload held() {
    return Payload.of(payload(1));
  }

  @Test
  void a_requeued_command_reads_its_marked_day_on_the_same_worker() {
    Lease first = leased(queue, 1);
    mine.mark(first, List.of(DAY));
    queue.requeue(first);

    Lease again = queue.lease(WAIT).orElseThrow();

    assertThat(mine.mark(again, List.of(DAY)).isMarkedByOther(DAY)).isFalse();
  }

  @Test
  void a_copy_of_a_completed_payload_is_a_duplicate() {
    Lease first = leased(queue, 1);
    mine.mark(first, List.of(DAY)).keepMark(DAY);
    queue.complete(first, List.of());

    Lease again = leased(otherQueue, 1);

    assertThat(others.mark(again, List.of(DAY)).isMarkedByOther(DAY)).isTrue();
  }

  @Test
  void a_copy_of_a_failed_payload_is_no_duplicate() {
    Lease first = leased(queue, 1);
    mine.mark(first, List.of(DAY));
    queue.deadLetter(
        first,
        QueueFixtures.DEAD_LETTERS.failed(first, new Failure(ErrorType.ACCESS_DENIED, "private")),
        QueueFixtures.EVENTS.skipped(first.command(), first.run(), DAY, SkipReason.DUPLICATE));

    Lease again = leased(otherQueue, 1);

    assertThat(others.mark(again, List.of(DAY)).isMarkedByOther(DAY)).isFalse();
  }

  @Test
  void marks_of_a_command_that_was_dead_lettered_do_not_count() {
    Lease first = leased(queue, 1);
    mine.mark(first, List.of(DAY));
    DeadLettering letter =
        QueueFixtures.DEAD_LETTERS.failed(
            first, new Failure(ErrorType.INTERRUPTED, "died too often"));
    assertThat(QueueFixtures.lists(redis).deadLetter(QueueFixtures.WORKER, held(), letter))
        .isTrue();

    Lease replayed = leased(otherQueue, 2);

    assertThat(others.mark(replayed, List.of(DAY)).isMarkedByOther(DAY)).isFalse();
  }

  @Test
  void marks_of_a_deferred_command_do_not_count() {
    Lease first = leased(queue, 1);
    mine.mark(first, List.of(DAY));
    queue.defer(first, Duration.ofMinutes(5), "flood");

    Lease second = leased(otherQueue, 2);

    assertThat(others.mark(second, List.of(DAY)).isMarkedByOther(DAY)).isFalse();
  }

  @Test
  void marks_are_renewed_while_the_command_runs() {
    MarkedDays claim = mine.mark(leased(queue, 1), List.of(DAY));
    marker(DAY).delete();

    mine.renew();

    assertThat(marker(DAY).isExists()).isTrue();
    claim.close();
    mine.renew();
    assertThat(marker(DAY).isExists()).isFalse();
  }

  @Test
  void a_written_day_is_free_ten_minutes_later() {
    mine.mark(leased(queue, 1), List.of(DAY)).keepMark(DAY);

    redis.pass(Duration.ofMinutes(9), key(DAY));
    assertThat(marker(DAY).isExists()).isTrue();
    redis.pass(Duration.ofMinutes(1), key(DAY));

    MarkedDays late = others.mark(leased(otherQueue, 2), List.of(DAY));
    assertThat(late.isMarkedByOther(DAY)).isFalse();
  }

  @Test
  void a_day_that_is_read_for_an_hour_stays_marked() {
    Duration pause = MarkRenewal.interval(Duration.ofMinutes(10));
    assertThat(pause).isEqualTo(Duration.ofMinutes(1));
    mine.mark(leased(queue, 1), List.of(DAY));

    for (Duration at = Duration.ZERO; at.toHours() < 1; at = at.plus(pause)) {
      redis.pass(pause, key(DAY));
      new MarkRenewal(mine).runOnce();
    }

    MarkedDays late = others.mark(leased(otherQueue, 2), List.of(DAY));
    assertThat(late.isMarkedByOther(DAY)).isTrue();
  }

  @Test
  void a_full_history_is_marked_in_a_few_calls() {
    List<LocalDate> days = DAY.minusDays(4_000).datesUntil(DAY).toList();
    MarkedDays claim = mine.mark(leased(queue, 1), days);

    MarkedDays late = others.mark(leased(otherQueue, 2), days);

    assertThat(days).allMatch(late::isMarkedByOther);
    claim.close();
    assertThat(marker(days.get(0)).isExists()).isFalse();
    assertThat(marker(days.get(3_999)).isExists()).isFalse();
  }

  private RBucket<String> marker(LocalDate day) {
    return redis.connection().commands().getBucket(key(day), StringCodec.INSTANCE);
  }

  private String key(LocalDate day) {
    return redis.keys().dedup("ru_python", day);
  }
}

package dev.tgfetcher.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedHistoryTest {
  private static final RedisKeys KEYS = RedisKeys.DEFAULT;
  private static final String COUNTERS = KEYS.meta(Payload.of("a".getBytes(UTF_8)).sha256());
  private static final String LIST = KEYS.processing("worker-1");

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private void command(String... words) {
    file.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (String word : words) {
      byte[] bytes = word.getBytes(UTF_8);
      file.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      file.writeBytes(bytes);
      file.writeBytes("\r\n".getBytes(UTF_8));
    }
  }

  private FleetHistory.Recorded read() {
    return RecordedHistory.read(file.toByteArray(), KEYS);
  }

  private void pushAndLease() {
    command("SELECT", "0");
    command("MULTI");
    command("ZADD", RecordedHistory.PUSHED, "NX", "1762600000000", "1");
    command("RPUSH", KEYS.pending(), "a");
    command("EXEC");
    command("LMOVE", KEYS.pending(), LIST, "LEFT", "RIGHT");
    command("HSET", COUNTERS, "claimed_by", "t1", "held_in", LIST);
  }

  private void settle(String kind, String... next) {
    command("MULTI");
    if (next.length > 0) {
      command(next);
    }
    command("LREM", LIST, "1", "a");
    command("HSET", COUNTERS, "settled_by", "t1", "settled_as", kind);
    command("EXEC");
  }

  @Test
  void a_push_a_lease_and_an_end_are_read_with_the_time_of_redis() {
    pushAndLease();
    settle("complete");

    Moment pushed = new Moment(2, java.time.Instant.ofEpochMilli(1_762_600_000_000L));
    assertThat(read().pushes()).containsExactly(new Pushed(pushed, "a"));
    assertThat(read().leases())
        .containsExactly(new Leased(new Moment(4, pushed.at()), "a", "worker-1", "t1"));
    assertThat(read().ends())
        .containsExactly(new Ended(new Moment(5, pushed.at()), "a", "t1", Ended.How.COMPLETE));
    assertThat(read().places()).extracting(Placed::places).containsExactly(1, 1, 0);
  }

  @Test
  void a_retry_is_in_the_delayed_set_and_comes_back() {
    pushAndLease();
    settle("retry", "ZADD", KEYS.delayed(), "5", "a");
    command("MULTI");
    command("LPUSH", KEYS.pending(), "a");
    command("ZREM", KEYS.delayed(), "a");
    command("EXEC");

    assertThat(read().pushes()).hasSize(1);
    assertThat(read().ends()).extracting(Ended::how).containsExactly(Ended.How.RETRY);
    assertThat(read().places()).extracting(Placed::places).containsOnly(1);
  }

  @Test
  void a_twin_is_a_place_of_its_command() {
    pushAndLease();
    command("RPUSH", KEYS.pending(), "a");
    command("LMOVE", KEYS.pending(), LIST, "LEFT", "RIGHT");
    command("MULTI");
    command("RPUSH", KEYS.twins(), "17 " + COUNTERS + " a");
    command("LREM", LIST, "-1", "a");
    command("EXEC");

    assertThat(read().places()).extracting(Placed::places).containsExactly(1, 1, 2, 2, 2);
  }

  @Test
  void a_dead_letter_of_the_reaper_is_an_end_without_a_lease() {
    pushAndLease();
    command("MULTI");
    command("RPUSH", KEYS.failed(), "{letter}");
    command("LREM", LIST, "1", "a");
    command("DEL", COUNTERS);
    command("EXEC");

    assertThat(read().ends())
        .extracting(Ended::token, Ended::how)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("", Ended.How.DEAD_LETTER));
  }

  @Test
  void a_split_command_ends_and_its_parts_are_pushed() {
    pushAndLease();
    command("MULTI");
    command("RPUSH", KEYS.pending(), "b");
    command("LREM", LIST, "1", "a");
    command("HSET", COUNTERS, "settled_by", "t1", "parts", "1");
    command("EXEC");

    assertThat(read().ends()).extracting(Ended::how).containsExactly(Ended.How.SPLIT);
    assertThat(read().pushes()).extracting(Pushed::payload).containsExactly("a", "b");
  }

  @Test
  void a_cancelled_command_ends() {
    command("RPUSH", KEYS.pending(), "a");
    command("MULTI");
    command("LREM", KEYS.pending(), "1", "a");
    command("HSET", KEYS.cancelled("c", "club"), "id", "mark");
    command("EXEC");

    assertThat(read().ends()).extracting(Ended::how).containsExactly(Ended.How.CANCELLED);
  }

  @Test
  void tokens_and_events_are_read() {
    String tokens = KEYS.dayLockToken("day");
    command("INCR", tokens);
    command("SET", tokens, "1", "PXAT", "9");
    command("SET", tokens, "8", "PXAT", "9");
    command("INCR", tokens);
    command(
        "XADD",
        KEYS.eventStream(),
        "MAXLEN",
        "~",
        "100",
        "1762600000001-0",
        "event",
        "{\"event\":\"messages_fetched\",\"event_id\":\"e\",\"command_id\":\"c\",\"chat\":\"club\","
            + "\"date\":\"2025-11-08\",\"revision\":3}");

    assertThat(read().locks()).extracting(Locked::token).containsExactly(1L, 8L, 9L);
    Published event = read().events().get(0);
    assertThat(event.day()).isEqualTo("club 2025-11-08");
    assertThat(event.revision()).isEqualTo(3);
    assertThat(event.moment().at().toEpochMilli()).isEqualTo(1_762_600_000_001L);
  }

  @Test
  void a_transaction_that_is_cut_off_counts_as_absent() {
    pushAndLease();
    settle("complete");
    byte[] whole = file.toByteArray();

    for (int cut = 1; cut < 30; cut++) {
      byte[] bytes = Arrays.copyOf(whole, whole.length - cut);
      assertThat(RecordedHistory.read(bytes, KEYS).ends()).isEqualTo(List.of());
    }
  }

  @Test
  void what_a_shorter_file_has_lost_is_the_difference() {
    pushAndLease();
    FleetHistory.Recorded kept = read();
    settle("complete");

    FleetHistory.Recorded lost = read().after(kept);

    assertThat(lost.summary()).isEqualTo("0 pushes, 0 leases, 1 ends, 0 events");
  }
}

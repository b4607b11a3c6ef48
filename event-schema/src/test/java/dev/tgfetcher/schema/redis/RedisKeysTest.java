package dev.tgfetcher.schema.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.SampleRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisKeysTest {
  private final RedisKeys keys = RedisKeys.DEFAULT;

  @Test
  void names_are_those_of_the_contract() {
    assertThat(keys.pending()).isEqualTo("tg_commands");
    assertThat(keys.processing("h-1-a")).isEqualTo("{tg_commands}:processing:h-1-a");
    assertThat(keys.worker("h-1-a")).isEqualTo("{tg_commands}:worker:h-1-a");
    assertThat(keys.delayed()).isEqualTo("{tg_commands}:delayed");
    assertThat(keys.meta("00ff")).isEqualTo("{tg_commands}:meta:00ff");
    assertThat(keys.failed()).isEqualTo("tg_commands:failed");
    assertThat(keys.events()).isEqualTo("tg_events");
    assertThat(keys.eventStream()).isEqualTo("tg_events:stream");
    assertThat(keys.dedup("ru_python", SampleRecords.DAY))
        .isEqualTo("tg_dedup:ru_python:2025-11-07");
    assertThat(keys.username("Ru_Python")).isEqualTo("tg_username:ru_python");
    assertThat(keys.limit("acc", "history")).isEqualTo("tg_limit:acc:history");
    assertThat(keys.floodHold("acc", "history")).isEqualTo("tg_flood:acc:history");
    assertThat(keys.dayLock("x", SampleRecords.DAY)).isEqualTo("tg_lock:day:x:2025-11-07");
    assertThat(keys.sessionLock("main")).isEqualTo("tg_lock:session:main");
    assertThat(keys.probeLock("acc", "history")).isEqualTo("tg_lock:probe:acc:history");
    assertThat(keys.upkeepLock()).isEqualTo("tg_lock:upkeep");
    assertThat(keys.reaperLock()).isEqualTo("tg_lock:reaper");
    assertThat(keys.audit()).isEqualTo("tg_audit");
  }

  @Test
  void the_prefix_follows_the_queue_and_the_stream_its_channel() {
    RedisKeys other = new RedisKeys("q", "e");

    assertThat(other.processing("w")).isEqualTo("{q}:processing:w");
    assertThat(other.failed()).isEqualTo("q:failed");
    assertThat(other.eventStream()).isEqualTo("e:stream");
  }

  @Test
  void a_worker_id_is_parsed_from_its_keys() {
    assertThat(keys.processingPattern()).isEqualTo("{tg_commands}:processing:*");
    assertThat(keys.workers()).isEqualTo("{tg_commands}:workers");
    assertThat(keys.workerPattern()).isEqualTo("{tg_commands}:worker:*");
    assertThat(keys.workerOfProcessing(keys.processing("a:b"))).isEqualTo("a:b");
    assertThat(keys.workerOfHeartbeat(keys.worker("a:b"))).isEqualTo("a:b");
    assertThatThrownBy(() -> keys.workerOfProcessing("other"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "{a}", "a*", "a?", "[a]", "a\n"})
  void a_name_that_would_move_or_match_other_keys_is_refused(String name) {
    assertThatThrownBy(() -> new RedisKeys(name, "e")).hasMessageContaining("COMMANDS_QUEUE");
    assertThatThrownBy(() -> new RedisKeys("q", name)).hasMessageContaining("EVENTS_CHANNEL");
  }
}

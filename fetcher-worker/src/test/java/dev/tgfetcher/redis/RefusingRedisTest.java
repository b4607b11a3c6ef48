package dev.tgfetcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RBatch;
import org.redisson.client.codec.StringCodec;

/** Real servers that answer, and that a worker cannot use. */
class RefusingRedisTest {
  @TempDir Path folder;

  private static RedisUnreachableException refusal(RedisServerProcess server) {
    try (RedisConnection connected = open(server)) {
      throw new AssertionError("the connection to " + connected.address() + " was made");
    } catch (RedisUnreachableException refused) {
      return refused;
    }
  }

  private static RedisConnection open(RedisServerProcess server) {
    return RedisConnection.open(RedisAddress.parse(server.url()), 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_cluster_is_refused_as_a_cluster(boolean hasSlots) {
    try (RedisServerProcess server = RedisServerProcess.start(folder, "--cluster-enabled", "yes")) {
      if (hasSlots) {
        server.takeAllSlots();
      }

      RedisUnreachableException refusal = refusal(server);

      assertThat(refusal.fault()).isEqualTo(RedisFault.CLUSTER);
      assertThat(refusal.fault().isMendedByWaiting()).isFalse();
      assertThat(refusal)
          .hasMessageContaining(server.url() + " is a cluster (")
          .hasMessageContaining("set REDIS_URL to a server without cluster mode");
    }
  }

  @Test
  void a_server_that_reads_its_data_is_loading() {
    try (RedisServerProcess server = RedisServerProcess.start(folder)) {
      write(server, 10_000);
      server.stop();
      // It answers after each 1,000 commands.
      server.startLoading(Duration.ofMillis(1));

      RedisUnreachableException refusal = refusal(server);

      assertThat(refusal.fault()).isEqualTo(RedisFault.LOADING);
      assertThat(refusal.fault().isMendedByWaiting()).isTrue();
      assertThat(refusal)
          .hasMessageContaining("is there, but does not have its data yet (LOADING Redis")
          .hasMessageContaining("wait until it has read its data");
    }
  }

  private static void write(RedisServerProcess server, int keys) {
    try (RedisConnection redis = open(server)) {
      RBatch batch = redis.commands().createBatch();
      for (int i = 0; i < keys; i++) {
        var unused = batch.getBucket("key" + i, StringCodec.INSTANCE).setAsync("value");
      }
      assertThat(batch.execute().getResponses()).hasSize(keys);
    }
  }
}

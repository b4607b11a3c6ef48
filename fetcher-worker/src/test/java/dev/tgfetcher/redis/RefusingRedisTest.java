package dev.tgfetcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}

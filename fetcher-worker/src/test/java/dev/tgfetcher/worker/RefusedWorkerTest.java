package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers at which a worker ends, because waiting would not help. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusedWorkerTest {
  @TempDir Path folder;

  private int run(String url) throws InterruptedException {
    Settings settings =
        Settings.load(
            Map.of(
                "REDIS_URL", url,
                "HTTP_PORT", "0",
                "TELEGRAM_API_ID", "1",
                "TELEGRAM_API_HASH", "0123456789abcdef",
                "SESSION_DIR", folder.toString()),
            folder);
    Path library = Path.of("no library is needed");
    return new Launcher(settings, library, new StopSignal(), InstantSource.system(), new Random())
        .run();
  }

  @Test
  void a_worker_of_a_cluster_ends_with_the_remedy() {
    try (RedisServerProcess server = RedisServerProcess.start(folder, "--cluster-enabled", "yes")) {
      server.takeAllSlots();

      assertThatThrownBy(() -> run(server.url()))
          .isInstanceOf(RedisUnreachableException.class)
          .hasMessageContaining("is a cluster (CROSSSLOT")
          .hasMessageContaining("set REDIS_URL to a server without cluster mode, or to sentinels");
    }
  }
}

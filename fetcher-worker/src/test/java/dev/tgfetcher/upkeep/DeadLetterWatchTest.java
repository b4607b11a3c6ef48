package dev.tgfetcher.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(RedisServerExtension.class)
class DeadLetterWatchTest {
  private TestRedis redis;
  private WorkerRegistry workers;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    workers = new WorkerRegistry(redis.connection(), redis.keys());
  }

  @Test
  void dead_letters_that_pile_up_are_logged_once_until_they_double() {
    List<String> warnings = new ArrayList<>();
    Logger watched = (Logger) LoggerFactory.getLogger(DeadLetterWatch.class);
    AppenderBase<ILoggingEvent> collector = collectInto(warnings);
    watched.addAppender(collector);
    QueueCounter counter =
        new QueueCounter(redis.connection(), redis.keys(), workers, QueueFixtures.CLOCK);
    DeadLetterWatch watch = new DeadLetterWatch(counter, 2);
    try {
      for (int letters = 1; letters <= 5; letters++) {
        redis.connection().commands().getList(redis.keys().failed()).add("letter");
        watch.runOnce();
      }
    } finally {
      watched.detachAppender(collector);
    }

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).startsWith("2 dead letters");
    assertThat(warnings.get(1)).startsWith("4 dead letters");
  }

  private static AppenderBase<ILoggingEvent> collectInto(List<String> messages) {
    AppenderBase<ILoggingEvent> collector =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            messages.add(event.getFormattedMessage());
          }
        };
    collector.start();
    return collector;
  }
}

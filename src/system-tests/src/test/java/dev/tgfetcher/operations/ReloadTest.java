package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A working fleet reads its settings again after SIGHUP. */
@Tag("alone")
@ExtendWith(LocalStackExtension.class)
class ReloadTest {
  private static final String CHANGED = "The configuration was read again";
  private static final String REFUSED = "The configuration is wrong, so the former one stays";

  private LocalStack stack;
  private RespConnection test;

  @BeforeEach
  void stack(LocalStack running) {
    stack = running;
    test = stack.redis(RedisUsers.TEST);
    test.call("DEL", LocalStack.KEYS.delayed());
  }

  @AfterEach
  void restore_settings() throws IOException {
    Map<String, String> before = stack.logs();
    stack.reconfigure(Map.of());
    awaitEach(before, said -> said.contains(CHANGED));
    deleteRateLimits();
    test.call("DEL", LocalStack.KEYS.delayed());
    test.close();
  }

  /** At one request a day the two accounts cannot read five days of a chat. */
  @Test
  void rates_and_level_change_at_once_and_a_wrong_setting_changes_nothing() throws IOException {
    Map<String, String> start = stack.logs();
    stack.reconfigure(Map.of("RATE_LIMIT_HISTORY", "1/24h", "LOG_LEVEL", "WARN"));
    awaitEach(start, said -> said.contains(CHANGED));
    Map<String, String> changed = stack.logs();
    pushFiveDays();
    awaitDeferral(changed);

    Map<String, String> slow = stack.logs();
    stack.reconfigure(Map.of("RATE_LIMIT_HISTORY", "much", "LOG_LEVEL", "INFO"));
    awaitEach(slow, said -> said.contains(REFUSED) && said.contains("'much' is not a rate"));
    deleteRateLimits();
    test.call("DEL", LocalStack.KEYS.delayed());
    pushFiveDays();
    awaitDeferral(changed);
  }

  private void pushFiveDays() {
    String command =
        """
        {"command":"fetch","chat":"@your_channel","date":"%s","force":true}""";
    for (int day = 0; day < 5; day++) {
      LocalDate date = LocalStack.DAY.plusDays(day);
      test.call("RPUSH", LocalStack.KEYS.pending(), command.formatted(date));
    }
  }

  /** The worker defers commands that would wait too long, and logs no line at level INFO. */
  private void awaitDeferral(Map<String, String> since) {
    await()
        .untilAsserted(
            () -> {
              assertThat(test.number("ZCARD", LocalStack.KEYS.delayed())).isPositive();
              assertThat(String.join("", saidSince(since).values())).contains("\"level\":\"WARN\"");
            });
    assertThat(saidSince(since).values()).noneMatch(said -> said.contains("\"level\":\"INFO\""));
  }

  /** The permits of one rate would delay the requests of the next. */
  private void deleteRateLimits() {
    ((List<?>) test.call("KEYS", LocalStack.KEYS.limitPattern()))
        .forEach(key -> test.call("DEL", String.valueOf(key)));
  }

  private void awaitEach(Map<String, String> before, Predicate<String> said) {
    await().until(() -> saidSince(before).values().stream().allMatch(said));
  }

  private Map<String, String> saidSince(Map<String, String> before) {
    Map<String, String> since = stack.logs();
    since.replaceAll((worker, said) -> said.substring(before.get(worker).length()));
    return since;
  }
}

package dev.tgfetcher.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.testing.HttpSink;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The trace of a command continues in the worker's spans and in the events. */
@ExtendWith(RedisServerExtension.class)
class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  /** The name of a span in the message of OTLP. */
  private static final String NAME = "\\*\\x04page";

  private static final Pattern PAGE = Pattern.compile(NAME);

  /** Trace, span, parent and name. */
  private static final Pattern PAGE_OF_TRACE =
      Pattern.compile(
          "\\x0a\\x10"
              + Pattern.quote(new String(HexFormat.of().parseHex(TRACE), ISO_8859_1))
              + "\\x12\\x08.{8}\\x22\\x08.{8}"
              + NAME,
          Pattern.DOTALL);

  @TempDir Path folder;

  private TestTelegram telegram() throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    var group = builder.supergroup("ru_python", "Python").joinedBy(account);
    for (int i = 0; i < 700; i++) {
      Instant time = Instant.parse("2025-11-07T12:00:00Z").plusSeconds(i);
      group.add(m -> m.at(time).from(anna).text("one"));
    }
    TestTelegram telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
    return telegram;
  }

  private static long count(Pattern pattern, String text) {
    return pattern.matcher(text).results().count();
  }

  private static void push(TestRedis redis) {
    new QueueState(redis)
        .push(
            "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"traceparent\":\"%s\"}"
                .formatted(TRACEPARENT));
  }

  private static List<String> traceparents(TestRedis redis) {
    return new QueueState(redis)
        .events().stream()
            .map(Event::parse)
            .flatMap(Optional::stream)
            .map(event -> String.valueOf(event.envelope().traceparent()))
            .toList();
  }

  @Test
  void command_page_write_and_publish_are_spans_of_the_trace(TestRedis redis) throws Exception {
    try (TestTelegram telegram = telegram();
        HttpSink collector = HttpSink.answering()) {
      try (TestWorker worker =
          TestWorker.start(
              redis, telegram, folder, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
        push(redis);
        await().until(() -> traceparents(redis).size() == 3);
        assertThat(worker.exitCode()).isNotDone();
      }

      assertThat(collector.received()).allMatch(sent -> sent.path().equals("/v1/traces"));
      String spans =
          collector.received().stream().map(HttpSink.Received::body).reduce("", String::concat);
      assertThat(spans).contains("command", "page", "write", "publish", "tg_fetcher");
      assertThat(spans).contains(new String(HexFormat.of().parseHex(TRACE), ISO_8859_1));
      // Some pages are requested in advance, on other threads.
      assertThat(count(PAGE, spans)).isGreaterThan(3).isEqualTo(count(PAGE_OF_TRACE, spans));
    }
    assertThat(traceparents(redis))
        .allMatch(trace -> trace.startsWith("00-" + TRACE))
        .doesNotContain(TRACEPARENT);
  }

  @Test
  void without_a_collector_the_trace_of_the_command_is_in_its_events(TestRedis redis)
      throws Exception {
    try (TestTelegram telegram = telegram();
        TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of())) {
      push(redis);
      await().until(() -> traceparents(redis).size() == 3);
      assertThat(worker.exitCode()).isNotDone();
    }
    assertThat(traceparents(redis)).containsOnly(TRACEPARENT);
  }
}

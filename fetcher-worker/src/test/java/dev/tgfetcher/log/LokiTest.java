package dev.tgfetcher.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.tgfetcher.metrics.Metrics;
import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.testing.HttpSink;
import dev.tgfetcher.testing.Scrape;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LokiTest {
  private static final Logger log = LoggerFactory.getLogger("dev.tgfetcher.something");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void restore() throws Exception {
    Logging.flush();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void a_line_has_three_labels_and_its_other_fields_as_metadata() throws Exception {
    SecretMask.add("a-masked-secret");
    try (HttpSink loki = HttpSink.answering()) {
      Logging.json(out, "INFO");
      Logging.loki(URI.create(loki.url()), "a-host");

      LogContext.within(
          Map.of("correlation_id", "c1", "chat", "a-masked-secret"),
          () -> log.info("Day written with a-masked-secret"));
      await().until(() -> !loki.received().isEmpty());

      assertThat(loki.received().get(0).path()).isEqualTo("/loki/api/v1/push");
      String body = loki.received().get(0).body();
      assertThat(body).doesNotContain("a-masked-secret");
      JsonNode stream = JsonMapper.shared().readTree(body).path("streams").path(0);
      assertThat(stream.path("stream"))
          .isEqualTo(
              JsonMapper.shared()
                  .readTree(
                      "{'app':'tg-fetcher','host':'a-host','level':'INFO'}".replace('\'', '"')));
      JsonNode line = stream.path("values").path(0);
      assertThat(line.path(1).asString()).isEqualTo("Day written with ***");
      assertThat(line.path(2).path("correlation_id").asString()).isEqualTo("c1");
      assertThat(line.path(2).path("logger").asString()).isEqualTo("dev.tgfetcher.something");
    }
  }

  @Test
  void a_hanging_loki_blocks_no_thread_and_dropped_lines_are_counted() {
    try (HttpSink loki = HttpSink.hanging();
        Metrics metrics = new Metrics(1, "1.0", "w", InstantSource.system())) {
      metrics.addGlobalMetrics();
      Logging.text(out, "INFO");
      Logging.loki(URI.create(loki.url()), "a-host");
      String kilobyte = "x".repeat(1000);

      for (int i = 0; i < 6_000; i++) {
        log.info("{}", kilobyte);
      }

      assertThat(out.toString(UTF_8).lines().filter(line -> line.contains(kilobyte)))
          .hasSize(6_000);
      assertThat(Scrape.sum(List.of(Scrape.parse(metrics.scrape())), "loki4j_drop_events_total"))
          .isPositive();
    }
  }
}

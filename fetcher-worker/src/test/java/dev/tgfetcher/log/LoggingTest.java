package dev.tgfetcher.log;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.tgfetcher.telegram.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {
  private static final Logger log = LoggerFactory.getLogger("dev.tgfetcher.something");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void restore() throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  private String written() {
    return out.toString(UTF_8);
  }

  @Test
  void a_json_line_has_the_message_and_the_context() {
    Logging.json(out, "INFO");

    LogContext.within(
        Map.of("chat", "ru_python", "correlation_id", "c1"), () -> log.info("Day {} written", 7));

    JsonNode line = JsonMapper.shared().readTree(written());
    assertThat(line.path("message").asString()).isEqualTo("Day 7 written");
    assertThat(line.path("chat").asString()).isEqualTo("ru_python");
    assertThat(line.path("correlation_id").asString()).isEqualTo("c1");
    assertThat(line.path("level").asString()).isEqualTo("INFO");
    assertThat(line.path("@timestamp").asString()).endsWith("Z");
  }

  @Test
  void an_output_that_nothing_reads_blocks_no_thread() throws Exception {
    try (PipedOutputStream pipe = new PipedOutputStream();
        PipedInputStream reader = new PipedInputStream(pipe);
        UnblockedStream lines = new UnblockedStream(pipe)) {
      Logging.text(lines, "INFO");
      CompletableFuture<Void> logged =
          CompletableFuture.runAsync(
              () -> IntStream.range(0, 50_000).forEach(i -> log.info("Line {}", i)));
      assertThat(logged).succeedsWithin(LONG);

      Scanner read = new Scanner(reader, UTF_8);
      assertThat(read.nextLine()).contains("Line 0");
      String last = read.nextLine();
      while (!last.contains("log lines were dropped")) {
        last = read.nextLine();
      }
      assertThat(last).contains("WARN");
    }
  }

  @Test
  void the_context_ends_with_its_task() {
    Logging.json(out, "INFO");
    LogContext.within(Map.of("chat", "ru_python"), () -> {});

    log.info("Later");

    assertThat(JsonMapper.shared().readTree(written()).has("chat")).isFalse();
  }

  /** The worker logs an outage of Redis itself, once. */
  @Test
  void redisson_logs_no_stack_traces_while_redis_is_away() {
    Logging.text(out, "DEBUG");

    for (String noisy : List.of("renewal.LockTask", "client.handler.PingConnectionHandler")) {
      LoggerFactory.getLogger("org.redisson." + noisy).error("away", new RuntimeException());
    }

    assertThat(written()).isEmpty();
  }

  @Test
  void a_quiet_level_applies_to_libraries_too() {
    Logger library = LoggerFactory.getLogger("org.redisson.connection");
    Logging.text(out, "OFF");
    library.error("to be dropped");
    assertThat(written()).isEmpty();

    Logging.level("INFO");
    library.warn("still nothing");
    library.error("heard");

    assertThat(written()).contains("heard").doesNotContain("still nothing");
  }

  @Test
  void a_text_line_has_time_level_message_and_context() {
    Logging.text(out, "INFO");

    LogContext.within(Map.of("chat", "ru_python"), () -> log.warn("Attempt failed"));

    assertThat(written())
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Attempt failed  chat=ru_python\n");
  }

  @Test
  void secrets_are_masked_in_both_forms_and_in_stack_traces() {
    SecretMask.add("very-secret-value");

    Logging.json(out, "DEBUG");
    log.debug("key {}", "very-secret-value", new IllegalStateException("very-secret-value"));
    Logging.text(out, "DEBUG");
    log.debug("key {}", "very-secret-value", new IllegalStateException("very-secret-value"));

    assertThat(written()).contains("***").doesNotContain("very-secret-value");
  }

  @Test
  void lines_below_the_level_are_not_written() {
    Logging.text(out, "WARN");

    log.info("quiet");

    assertThat(written()).isEmpty();
  }
}

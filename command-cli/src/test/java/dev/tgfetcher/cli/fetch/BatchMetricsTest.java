package dev.tgfetcher.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.TwoChatsTelegram;
import dev.tgfetcher.testing.HttpSink;
import dev.tgfetcher.testing.Scrape;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch run leaves its measurements at a Pushgateway, for Prometheus. */
class BatchMetricsTest {
  @TempDir private Path directory;
  private TestTelegram telegram;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up() throws InterruptedException {
    telegram = TwoChatsTelegram.start(directory.resolve("sessions"));
    shell =
        new CommandLineRunner(directory)
            .at(telegram)
            .with("DATA_DIR", directory.resolve("data").toString());
  }

  @AfterEach
  void tear_down() {
    telegram.close();
  }

  @Test
  void a_run_takes_the_place_of_the_one_before_in_the_job() {
    try (HttpSink gateway = HttpSink.answering()) {
      shell.with("PUSHGATEWAY_URL", gateway.url());

      assertThat(shell.run("fetch", "ru_python", "--date", "2025-11-07").exitCode()).isZero();
      assertThat(shell.run("fetch", "ru_python", "--date", "2025-11-05").exitCode()).isZero();

      assertThat(gateway.received())
          .extracting(push -> push.method() + " " + push.path())
          .containsExactly(
              "PUT /metrics/job/tg_fetcher_batch", "PUT /metrics/job/tg_fetcher_batch");
      assertThat(gateway.received())
          .extracting(push -> Scrape.parse(push.body()))
          .extracting(scrape -> scrape.value("tgf_messages_total", "chat", "ru_python"))
          .containsExactly(2.0, 1.0);
    }
  }

  @Test
  void a_run_without_a_reachable_pushgateway_succeeds_and_reports_it() {
    shell.with("PUSHGATEWAY_URL", "http://127.0.0.1:1");

    CommandLineRunner.Result result = shell.run("fetch", "ru_python", "--date", "2025-11-07");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("PUSHGATEWAY_URL=http://127.0.0.1:1 does not accept");
    assertThat(directory.resolve("data/ru_python/2025-11-07.json")).exists();
  }
}

package dev.tgfetcher.soak;

import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.Scrape;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks one worker as Kubernetes and Prometheus do, and reports each wrong answer. */
final class WorkerProbes {
  /** Kubernetes gives up a probe after 5 s, three times in a row. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final String worker;
  private final String address;
  private final ProbeVerdict verdict;
  private final Findings findings;
  private final Map<Map<String, String>, Double> counters = new HashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger down = new AtomicInteger();

  WorkerProbes(String worker, String address, ProbeVerdict verdict, Findings findings) {
    this.worker = worker;
    this.address = address;
    this.verdict = verdict;
    this.findings = findings;
  }

  String address() {
    return address;
  }

  /** Asks for the three health pages. */
  void probe() throws InterruptedException {
    for (ProbeVerdict.Page page : ProbeVerdict.Page.values()) {
      Instant begin = Instant.now();
      HttpResponse<String> response = get(page.path);
      Instant end = Instant.now();
      int status = response == null ? ProbeVerdict.NO_ANSWER : response.statusCode();
      asked.incrementAndGet();
      if (status == 503) {
        down.incrementAndGet();
      }
      String body = response == null ? "" : response.body();
      Optional<String> wrong = verdict.judge(page, status, begin, end);
      if (wrong.isPresent()
          && !(page != ProbeVerdict.Page.LIVE && status == 503 && isExplained(begin, end))) {
        findings.add(worker + " " + page.path + ": " + wrong.get() + " " + body);
      }
      if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
        findings.add(worker + " " + page.path + " answers later than after " + LONGEST);
      }
    }
  }

  /** Reads the metrics: the worker is live, its threads do not fail, and no counter goes back. */
  void scrape() throws InterruptedException {
    Instant begin = Instant.now();
    HttpResponse<String> response = get("/metrics");
    if (response == null || response.statusCode() != 200) {
      findings.add(worker + " /metrics: " + (response == null ? "no answer" : response.body()));
      return;
    }
    Scrape metrics = Scrape.parse(response.body());
    if (metrics.value("tgf_live") != 1) {
      findings.add(worker + " tgf_live is " + metrics.value("tgf_live"));
    }
    if (metrics.value("tgf_healthy") != 1 && !isExplained(begin, Instant.now())) {
      findings.add(worker + " tgf_healthy is " + metrics.value("tgf_healthy") + " for no reason");
    }
    metrics.families().forEach(this::checkCounters);
  }

  private boolean isExplained(Instant begin, Instant end) throws InterruptedException {
    return verdict.outages().explain(begin, end);
  }

  private void checkCounters(String name, Map<Map<String, String>, Double> series) {
    if (!name.endsWith("_total")) {
      return;
    }
    series.forEach(
        (labels, value) -> {
          Map<String, String> key = new HashMap<>(labels);
          key.put("__name__", name);
          Double former = counters.put(key, value);
          if (former != null && value < former) {
            findings.add(worker + " " + key + " goes back from " + former + " to " + value);
          }
        });
  }

  private HttpResponse<String> get(String path) {
    try {
      return HttpGet.get(address, path);
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  /** A row of the report. */
  String row() {
    return "| %s | %d | %d |".formatted(worker, asked.get(), down.get());
  }
}

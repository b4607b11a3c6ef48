package dev.tgfetcher.soak;

import dev.tgfetcher.cli.Main;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Runs the command line as an operator does, each subcommand in a process. */
final class Operator {
  /**
   * The longest time of a subcommand, and of another one in an outage. A request to Redis gives up
   * after 15 s, and a subcommand that connects has two clients, each with three tries of 3 s. Java
   * starts within a second; a busy machine gets the rest.
   */
  static final Duration LONGEST = Duration.ofSeconds(90);

  private final Map<String, String> environment;
  private final Path folder;
  private final Outages outages;
  private final Findings findings;
  private final List<String> workers;
  private final Map<String, Duration> longest = new TreeMap<>();
  private int runs;

  Operator(
      Map<String, String> environment,
      Path folder,
      Outages outages,
      Findings findings,
      List<String> workers) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.outages = outages;
    this.findings = findings;
    this.workers = List.copyOf(workers);
  }

  /** Looks at the fleet by each of the three subcommands. */
  void look() throws IOException, InterruptedException {
    checkStatus(run("status"));
    Instant begin = Instant.now();
    checkWorkers(run("workers"), begin);
    run("doctor");
  }

  private void checkStatus(JsonNode status) {
    if (status != null && status.required("workers").size() != workers.size()) {
      findings.add("status has other workers: " + status.required("workers"));
    }
  }

  private void checkWorkers(JsonNode fleet, Instant begin) throws InterruptedException {
    if (fleet == null) {
      return;
    }
    List<String> ids =
        fleet.valueStream().map(one -> one.required("worker_id").asString()).toList();
    if (!ids.equals(workers)) {
      findings.add("workers lists " + ids + ": " + fleet);
    }
    for (JsonNode worker : fleet) {
      String health = worker.required("health").asString();
      if (!health.equals("up") && !outages.explain(begin, Instant.now())) {
        findings.add("workers says of " + worker.path("worker_id") + ": " + health);
      }
    }
  }

  /** Returns the output, or null if an outage explains whatever it is. */
  private JsonNode run(String subcommand) throws IOException, InterruptedException {
    Path output = folder.resolve(subcommand + ".json");
    Path errors = folder.resolve(subcommand + ".err");
    Instant begin = Instant.now();
    Process process = start(subcommand, output, errors);
    boolean ended =
        process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)
            || (outages.explain(begin, Instant.now())
                && process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS));
    process.destroyForcibly().waitFor();
    Instant end = Instant.now();
    longest.merge(subcommand, Duration.between(begin, end), (a, b) -> a.compareTo(b) > 0 ? a : b);
    runs++;
    if (!ended) {
      findings.add(subcommand + " has not ended after " + LONGEST);
      return null;
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    if (process.exitValue() != ExitCode.DONE && !outages.explain(begin, end)) {
      findings.add(
          subcommand
              + " ends with "
              + process.exitValue()
              + ": "
              + text
              + Files.readString(errors));
    }
    if (process.exitValue() != ExitCode.DONE
        || outages.touches(begin, end, ProbeVerdict.RECOVERY)) {
      return null;
    }
    return Json.MAPPER.readTree(text);
  }

  private Process start(String subcommand, Path output, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), subcommand, "--output", "json"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  int runs() {
    return runs;
  }

  /** The longest run of each subcommand. */
  Map<String, Duration> longest() {
    return Map.copyOf(longest);
  }
}

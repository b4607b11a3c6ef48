package dev.tgfetcher.operations;

import static org.awaitility.Awaitility.await;

import dev.tgfetcher.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on loopback with the shipped rules, which scrapes every second. */
public final class PrometheusServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final RunningProcess process;

  private PrometheusServer(URI address, RunningProcess process) {
    this.address = address;
    this.process = process;
  }

  /** Whether this machine has the program; {@link #start} skips the test without it. */
  public static boolean isInstalled() {
    return ExternalTool.found("prometheus").isPresent();
  }

  /** Scrapes the targets, as {@code host:port}, under the job name of the rules. */
  public static PrometheusServer start(Path folder, List<String> targets) {
    try {
      Path configuration = folder.resolve("prometheus.yml");
      Files.writeString(
          configuration,
          """
          global: {scrape_interval: 1s, evaluation_interval: 1s}
          rule_files: ["%s"]
          scrape_configs:
            - job_name: tg-fetcher
              static_configs: [{targets: ["%s"]}]
          """
              .formatted(Repository.path(AlertRules.FILE), String.join("\", \"", targets)));
      int port = FreePort.any();
      RunningProcess process =
          RunningProcess.start(
              folder,
              ExternalTool.prometheus().executable().toString(),
              "--config.file=" + configuration,
              "--storage.tsdb.path=" + folder.resolve("tsdb"),
              "--web.listen-address=127.0.0.1:" + port);
      PrometheusServer server =
          new PrometheusServer(URI.create("http://127.0.0.1:" + port), process);
      await().until(server::isReady);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    try {
      return get("/-/ready").equals("Prometheus Server is Ready.\n");
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** The series of an instant query. */
  public List<JsonNode> query(String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode response = JSON.readTree(get("/api/v1/query?query=" + query));
    if (!response.path("status").asString().equals("success")) {
      throw new AssertionError(expression + "\n" + response);
    }
    return response.at("/data/result").valueStream().toList();
  }

  private String get(String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}

package dev.tgfetcher.cli.console.run;

import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.status.FleetStatus;
import dev.tgfetcher.cli.status.StatusReader;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads for all browsers, through one cache: the state of the fleet by a reader that is kept, since
 * its later reads are cheap, and everything else by the subcommand with {@code --output json}.
 */
public final class ConsoleReader {
  private final SubcommandRunner runner;
  private final StatusReader status;
  private final ReadCache cache;

  public ConsoleReader(SubcommandRunner runner, StatusReader status, ReadCache cache) {
    this.runner = runner;
    this.status = status;
    this.cache = cache;
  }

  /** The state of the fleet, with the work of each minute. */
  public FleetView fleet() {
    return cache.get(
        "fleet",
        FleetView.class,
        () -> {
          FleetStatus read = status.read();
          return new FleetView(read, status.minutes(), Json.MAPPER.valueToTree(read));
        });
  }

  /** The JSON of a query without parameters. */
  public JsonNode read(Query query) {
    return read(query, List.of(), Map.of());
  }

  /**
   * The JSON of a query.
   *
   * @param ids the name that it needs, if it needs one
   * @throws RefusedRequestException if the subcommand refuses a value, or fails
   */
  public JsonNode read(Query query, List<String> ids, Map<String, List<String>> values) {
    return switch (query) {
      case STATUS -> fleet().json();
      case WORKERS -> fleet().json().path("workers");
      default -> run(query, words(query, ids, values));
    };
  }

  /** The command line that reads the same in a terminal, as a table. */
  public String line(Query query, List<String> ids, Map<String, List<String>> values) {
    List<String> words = words(query, ids, values);
    return runner.line(words.subList(0, words.size() - 1));
  }

  private static List<String> words(
      Query query, List<String> ids, Map<String, List<String>> values) {
    try {
      return query.line(ids, new TreeMap<>(values));
    } catch (IllegalArgumentException e) {
      throw new RefusedRequestException(400, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode run(Query query, List<String> line) {
    SubcommandRun run =
        cache.get(String.join("\n", line), SubcommandRun.class, () -> runner.run(line));
    if (!run.isDone()) {
      throw new RefusedRequestException(status(run.exitCode(), query), run.problem());
    }
    return query == Query.EVENTS ? documents(run.out()) : Json.MAPPER.readTree(run.out());
  }

  /** Events are printed one by one. */
  private static JsonNode documents(String printed) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    printed.lines().forEach(line -> array.add(Json.MAPPER.readTree(line)));
    return array;
  }

  private static int status(int exitCode, Query query) {
    return switch (exitCode) {
      case ExitCode.USAGE -> 400;
      case ExitCode.REDIS_UNREACHABLE -> 503;
      default -> query.needsId() ? 404 : 500;
    };
  }
}

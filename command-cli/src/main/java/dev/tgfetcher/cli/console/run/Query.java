package dev.tgfetcher.cli.console.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A subcommand that reads. Pages and the JSON API use the same ones.
 *
 * <p>Its JSON has the schema {@code schemas/cli/<words>.json}.
 */
public enum Query {
  STATUS("status", "status"),
  WORKERS("workers", "workers"),
  DEAD_LETTERS("dead-letters", "dlq list", "limit chat requested_by error_type since until"),
  DEAD_LETTER("dead-letters/{id}", "dlq show"),
  COMMANDS("commands", "queue list", "limit state chat requested_by"),
  COMMAND("commands/{id}", "show"),
  LIMITS("limits", "limits"),
  BATCHES("batches", "batch list"),
  BATCH("batches/{id}", "batch show"),
  EVENTS("events", "events", "limit chat since"),
  AUDIT("audit", "audit", "limit who action since until"),
  ARCHIVE("archive", "archive list"),
  ARCHIVED_CHAT("archive/{id}", "archive list");

  private static final int MOST_ROWS = 1_000;
  private static final int DEFAULT_ROWS = 100;

  /** Events are read from their oldest one on. */
  private static final String DEFAULT_PERIOD = "1h";

  private final String path;
  private final String words;
  private final String parameters;

  Query(String path, String words) {
    this(path, words, "");
  }

  Query(String path, String words, String parameters) {
    this.path = path;
    this.words = words;
    this.parameters = parameters;
  }

  /** The path under {@code /api/}; {@code {id}} stands for a name in the request. */
  public String path() {
    return path;
  }

  public boolean needsId() {
    return path.endsWith("{id}");
  }

  public List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(" ", -1));
  }

  /** The subcommand, such as {@code dlq list}. */
  public String subcommand() {
    return words;
  }

  /** The query of a path under {@code /api/}, if there is one. */
  public static List<Query> at(List<String> segments) {
    return Arrays.stream(values()).filter(query -> query.isAt(segments)).toList();
  }

  private boolean isAt(List<String> segments) {
    String[] own = path.split("/", -1);
    return own.length == segments.size() && own[0].equals(segments.get(0));
  }

  /**
   * The words of the command line.
   *
   * @param ids the name in the path, if the query needs one
   * @param values of parameters; unknown and blank ones are left out
   * @throws IllegalArgumentException if a value is refused; the message is for the sender
   */
  List<String> line(List<String> ids, Map<String, List<String>> values) {
    List<String> line = new ArrayList<>(List.of(words.split(" ", -1)));
    for (String id : ids) {
      line.add(
          SubcommandRunner.argument(id)
              .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is no id")));
    }
    for (String parameter : parameters()) {
      for (String value : values.getOrDefault(parameter, List.of())) {
        if (!value.isBlank()) {
          line.add("--" + parameter.replace('_', '-') + "=" + checked(parameter, value.strip()));
        }
      }
    }
    if (parameters().contains("limit") && isMissing("limit", values)) {
      line.add("--limit=" + DEFAULT_ROWS);
    }
    if (this == EVENTS && isMissing("since", values)) {
      line.add("--since=" + DEFAULT_PERIOD);
    }
    line.add("--output=json");
    return line;
  }

  private static boolean isMissing(String parameter, Map<String, List<String>> values) {
    return values.getOrDefault(parameter, List.of()).stream().allMatch(String::isBlank);
  }

  private static String checked(String parameter, String value) {
    if (parameter.equals("limit") && !isLimit(value)) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST_ROWS + ": '" + value + "'");
    }
    return value;
  }

  private static boolean isLimit(String value) {
    return value.matches("[1-9][0-9]{0,3}") && Integer.parseInt(value) <= MOST_ROWS;
  }
}

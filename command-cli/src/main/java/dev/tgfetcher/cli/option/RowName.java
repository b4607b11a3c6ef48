package dev.tgfetcher.cli.option;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The name of a row: the fields by which another subcommand or a person identifies it. */
final class RowName {
  /** Of these, a row is named by the first ones that it has. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("id"),
          List.of("event_id"),
          List.of("command_id"),
          List.of("worker_id"),
          List.of("batch_id"),
          List.of("session"),
          List.of("account", "class"),
          List.of("who", "action"),
          List.of("check"),
          List.of("chat"),
          List.of("library"),
          List.of("path"));

  private RowName() {}

  /** The first field of the row, if it has no other name. */
  static String of(JsonNode row) {
    if (!row.isObject()) {
      return row.asString();
    }
    return NAMES.stream()
        .filter(fields -> fields.stream().allMatch(row::hasNonNull))
        .findFirst()
        .map(
            fields ->
                fields.stream().map(one -> text(row.get(one))).collect(Collectors.joining("/")))
        .orElseGet(() -> row.isEmpty() ? "" : text(row.iterator().next()));
  }

  private static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : value.asString();
  }
}

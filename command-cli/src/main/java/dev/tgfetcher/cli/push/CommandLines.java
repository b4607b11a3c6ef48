package dev.tgfetcher.cli.push;

import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads commands from JSON lines. A line without an id, a requester or a time gets them here.
 *
 * @param ids supplies the id of a command that has none
 */
public record CommandLines(Supplier<String> ids, String requestedBy, String timestamp) {

  /** The commands of the lines, and a problem for each line that is no command. */
  public record Read(List<FetchCommand> commands, List<String> problems) {
    public Read {
      commands = List.copyOf(commands);
      problems = List.copyOf(problems);
    }
  }

  /** Reads all lines and skips empty ones. */
  public Read read(List<String> lines) {
    List<FetchCommand> commands = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("^\uFEFF", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      ParsedCommand parsed = CommandParser.parse(filledIn(line));
      if (parsed instanceof ParsedCommand.Invalid invalid) {
        problems.add("line " + (i + 1) + ": " + invalid.message());
      } else {
        commands.add(((ParsedCommand.Valid) parsed).command());
      }
    }
    return new Read(commands, problems);
  }

  /** Leaves a line that is no JSON object as it is; the parser reports the problem. */
  private String filledIn(String line) {
    try {
      JsonNode json = Json.MAPPER.readTree(line);
      if (!(json instanceof ObjectNode command)) {
        return line;
      }
      putIfAbsent(command, "command", () -> "fetch");
      putIfAbsent(command, "command_id", ids);
      putIfAbsent(command, "requested_by", () -> requestedBy);
      putIfAbsent(command, "timestamp", () -> timestamp);
      return Json.MAPPER.writeValueAsString(command);
    } catch (JacksonException e) {
      return line;
    }
  }

  private static void putIfAbsent(ObjectNode command, String field, Supplier<String> value) {
    if (!command.hasNonNull(field)) {
      command.put(field, value.get());
    }
  }
}

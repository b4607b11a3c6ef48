package dev.tgfetcher.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completion script for fish; picocli writes one for bash only. */
final class FishCompletion {
  private final List<String> lines = new ArrayList<>();
  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  static String of(CommandSpec program) {
    FishCompletion fish = new FishCompletion(program.name());
    fish.lines.add("# fish completion for " + program.name());
    fish.lines.add("complete -c " + program.name() + " -f");
    fish.addSubcommands(program, List.of());
    return String.join("\n", fish.lines);
  }

  private void addSubcommands(CommandSpec spec, List<String> path) {
    Map<String, CommandLine> subcommands = shown(spec);
    String here = condition(path, subcommands.keySet());
    subcommands.forEach(
        (name, subcommand) ->
            lines.add(start(here) + " -a " + name + description(subcommand.getCommandSpec())));
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> lines.add(start(here) + option(option)));
    spec.positionalParameters()
        .forEach(
            parameter -> lines.addAll(candidates(parameter).map(start(here)::concat).toList()));
    subcommands.forEach(
        (name, subcommand) -> {
          List<String> deeper = new ArrayList<>(path);
          deeper.add(name);
          addSubcommands(subcommand.getCommandSpec(), deeper);
        });
  }

  private String start(String condition) {
    return "complete -c " + program + " -n '" + condition + "'";
  }

  /** True in fish when all subcommands of the path were typed, and none that may follow. */
  private static String condition(List<String> path, Iterable<String> next) {
    List<String> parts = new ArrayList<>();
    path.forEach(subcommand -> parts.add("__fish_seen_subcommand_from " + subcommand));
    String following =
        StreamSupport.stream(next.spliterator(), false).collect(Collectors.joining(" "));
    if (!following.isEmpty()) {
      parts.add("not __fish_seen_subcommand_from " + following);
    }
    return parts.isEmpty() ? "true" : String.join("; and ", parts);
  }

  /** The subcommands that the help shows, by name. */
  static Map<String, CommandLine> shown(CommandSpec spec) {
    Map<String, CommandLine> subcommands = new LinkedHashMap<>(spec.subcommands());
    subcommands.values().removeIf(one -> one.getCommandSpec().usageMessage().hidden());
    return subcommands;
  }

  private static String option(OptionSpec option) {
    StringBuilder line = new StringBuilder();
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      line.append(" -r");
      Iterable<String> candidates = option.completionCandidates();
      if (candidates != null) {
        line.append(" -a ").append(quoted(String.join(" ", candidates)));
      } else if (option.paramLabel().equals("FILE") || option.paramLabel().equals("DIR")) {
        line.append(" -F");
      }
    }
    return line + " -d " + quoted(first(option.description()));
  }

  /** Empty where fish has nothing to offer: no candidates are known, and no file is meant. */
  private static Stream<String> candidates(PositionalParamSpec parameter) {
    Iterable<String> candidates = parameter.completionCandidates();
    if (candidates != null) {
      return Stream.of(" -a " + quoted(String.join(" ", candidates)));
    }
    return parameter.paramLabel().equals("FILE") ? Stream.of(" -F") : Stream.empty();
  }

  private static String description(CommandSpec subcommand) {
    return " -d " + quoted(first(subcommand.usageMessage().description()));
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

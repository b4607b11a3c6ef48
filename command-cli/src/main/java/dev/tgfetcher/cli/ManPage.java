package dev.tgfetcher.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page of a subcommand, in the language of man; picocli's own pages need Asciidoctor.
 */
final class ManPage {
  private static final String EXAMPLES = "Examples:";

  private final CommandSpec spec;
  private final String version;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandSpec spec, String version) {
    this.spec = spec;
    this.version = version;
  }

  /** For example {@code tg-fetcher-dlq-list.1}. */
  static String fileName(CommandSpec spec) {
    return spec.qualifiedName("-") + ".1";
  }

  static String of(CommandSpec spec, String version) {
    return new ManPage(spec, version).render();
  }

  private String render() {
    String name = spec.qualifiedName("-");
    List<String> description = Arrays.asList(spec.usageMessage().description());
    lines.add(
        ".TH \"" + name.toUpperCase(Locale.ROOT) + "\" 1 \"\" \"" + version + "\" \"tg-fetcher\"");
    section("NAME");
    text(name + " - " + String.join(" ", description));
    section("SYNOPSIS");
    lines.add(".B " + escaped(spec.qualifiedName()));
    text(synopsis());
    section("DESCRIPTION");
    text(String.join(" ", description));
    arguments();
    subcommands();
    footer();
    return String.join("\n", lines);
  }

  private String synopsis() {
    String parameters =
        String.join(" ", spec.positionalParameters().stream().map(ArgSpec::paramLabel).toList());
    return (FishCompletion.shown(spec).isEmpty() ? "[OPTIONS] " : "[OPTIONS] SUBCOMMAND ")
        + parameters;
  }

  private void arguments() {
    if (!spec.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      spec.positionalParameters().forEach(one -> entry(one.paramLabel(), one.description()));
    }
    section("OPTIONS");
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        entry(String.join(", ", option.names()) + value, option.description());
      }
    }
  }

  private void subcommands() {
    var subcommands = FishCompletion.shown(spec);
    if (!subcommands.isEmpty()) {
      section("SUBCOMMANDS");
      subcommands
          .values()
          .forEach(
              subcommand ->
                  entry(
                      subcommand.getCommandName(),
                      subcommand.getCommandSpec().usageMessage().description()));
    }
  }

  private void footer() {
    boolean inExamples = false;
    for (String line : spec.usageMessage().footer()) {
      if (line.equals(EXAMPLES)) {
        section("EXAMPLES");
        lines.add(".nf");
        inExamples = true;
      } else if (inExamples) {
        lines.add(escaped(line));
      } else if (!line.isBlank()) {
        lines.add(".PP");
        text(line);
      }
    }
    if (inExamples) {
      lines.add(".fi");
    }
  }

  private void section(String title) {
    lines.add(".SH " + title);
  }

  private void entry(String title, String[] description) {
    lines.add(".TP");
    lines.add("\\fB" + escaped(title) + "\\fR");
    text(String.join(" ", description));
  }

  private void text(String text) {
    lines.add(escaped(text));
  }

  /** Escapes a text so that man does not read its first character as a request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}

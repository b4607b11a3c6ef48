package dev.tgfetcher.cli.console.action;

import java.util.List;

/**
 * A value that a change needs.
 *
 * @param name of the option of the subcommand, with underscores
 * @param choices the possible values; empty for free ones
 */
public record ActionField(
    String name, String label, Kind kind, String example, List<String> choices) {
  /** How a value gets into the command line. */
  public enum Kind {
    /** Words without an option, separated by blanks. */
    WORDS,
    /** The value of an option. */
    OPTION,
    /** An option without a value. */
    FLAG,
    /** A text that the subcommand gets from an editor. */
    TEXT
  }

  public ActionField {
    choices = List.copyOf(choices);
  }

  static ActionField words(String name, String label, String example) {
    return new ActionField(name, label, Kind.WORDS, example, List.of());
  }

  static ActionField option(String name, String label, String example) {
    return new ActionField(name, label, Kind.OPTION, example, List.of());
  }

  static ActionField choice(String name, String label, String... choices) {
    return new ActionField(name, label, Kind.OPTION, "", List.of(choices));
  }

  static ActionField flag(String name, String label) {
    return new ActionField(name, label, Kind.FLAG, "", List.of());
  }

  static ActionField text(String name, String label) {
    return new ActionField(name, label, Kind.TEXT, "", List.of());
  }
}

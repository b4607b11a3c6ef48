package dev.tgfetcher.cli.console.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A change by a subcommand.
 *
 * @param name in addresses
 * @param title for people
 * @param subcommand such as {@code dlq replay}
 * @param safety how the subcommand is run without a terminal
 */
public record Action(
    String name, String title, String subcommand, Safety safety, List<ActionField> fields) {
  private static final Pattern WORD =
      Pattern.compile("[^-\\s\\p{Cntrl}]\\S{0,200}|-[1-9][0-9]{3,14}");

  /** What a subcommand offers before it changes anything. */
  public enum Safety {
    /** It shows its plan with {@code --dry-run}, and asks unless {@code --yes} is given. */
    DRY_RUN,
    /** It changes one thing, and asks nothing. */
    DIRECT,
    /** The same, and its changes are not in the audit; a command has its sender. */
    UNAUDITED
  }

  public Action {
    fields = List.copyOf(fields);
  }

  public boolean hasPreview() {
    return safety == Safety.DRY_RUN;
  }

  /** Whether the subcommand takes a text from an editor. */
  public boolean needsText() {
    return fields.stream().anyMatch(field -> field.kind() == ActionField.Kind.TEXT);
  }

  /** The words of the command line that shows the plan. */
  public List<String> preview(Map<String, List<String>> values, String user) {
    List<String> words = words(values, user);
    words.add("--dry-run");
    return words;
  }

  /** The words of the command line that makes the change. */
  public List<String> run(Map<String, List<String>> values, String user) {
    List<String> words = words(values, user);
    if (hasPreview()) {
      words.add("--yes");
    }
    return words;
  }

  /**
   * Returns the words for these values; blank ones are left out.
   *
   * @throws IllegalArgumentException if a value is refused; the message is for the sender
   */
  private List<String> words(Map<String, List<String>> values, String user) {
    List<String> words = new ArrayList<>(List.of(subcommand.split(" ", -1)));
    for (ActionField field : fields) {
      for (String value : values.getOrDefault(field.name(), List.of())) {
        if (!value.isBlank()) {
          add(field, value.strip(), words);
        }
      }
    }
    if (safety != Safety.UNAUDITED) {
      words.add("--as=" + user);
    }
    return words;
  }

  private static void add(ActionField field, String value, List<String> words) {
    String option = "--" + field.name().replace('_', '-');
    switch (field.kind()) {
      case WORDS -> words.addAll(arguments(value));
      case OPTION -> words.add(option + "=" + value);
      case FLAG -> words.add(option);
      case TEXT -> {}
    }
  }

  private static List<String> arguments(String value) {
    List<String> words = List.of(value.split("\\s+", -1));
    for (String word : words) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException("'" + word + "' is no id, chat or value");
      }
    }
    return words;
  }
}

package dev.tgfetcher.cli.console.action;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A change with the values of its form.
 *
 * @param user the name in the audit
 */
public record ActionRun(Action action, Map<String, List<String>> values, String user) {
  /** Why the values are refused; empty if the subcommand may get them. */
  public Optional<String> problem() {
    try {
      List<String> unused = words();
    } catch (IllegalArgumentException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
    return text()
        .flatMap(LetterEditor::problem)
        .map(problem -> "This is no valid command: " + problem);
  }

  public List<String> words() {
    return action.run(values, user);
  }

  /** The words of the dry run, if the subcommand has one. */
  public Optional<List<String>> previewWords() {
    return action.hasPreview() ? Optional.of(action.preview(values, user)) : Optional.empty();
  }

  private Optional<String> text() {
    return action.fields().stream()
        .filter(field -> field.kind() == ActionField.Kind.TEXT)
        .map(field -> values.getOrDefault(field.name(), List.of()).stream())
        .map(some -> some.collect(Collectors.joining("\n")))
        .findFirst();
  }

  /** Starts it. A pushed command names the user as its sender. */
  public ConsoleJob start(ConsoleJobs jobs) {
    Optional<LetterEditor> editor = text().map(LetterEditor::of);
    Map<String, String> variables =
        editor.map(LetterEditor::variables).orElse(Map.of("USER", user));
    return jobs.start(
        action.title(), user, words(), variables, () -> editor.ifPresent(LetterEditor::delete));
  }
}

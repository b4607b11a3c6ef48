package dev.tgfetcher.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of {@code runbooks/}.
 *
 * @param name the file's, without its ending
 */
record Runbook(String name, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?m)^( *)```(\\w*)\\n([\\s\\S]*?)^ *```$");

  static List<Runbook> all() {
    return Repository.files("runbooks", ".md").stream().map(Runbook::of).toList();
  }

  static Runbook of(String name) {
    return of(Repository.path("runbooks/" + name + ".md"));
  }

  private static Runbook of(Path file) {
    return new Runbook(file.getFileName().toString().replace(".md", ""), Repository.text(file));
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(match -> new Block(match.group(2), unindented(match.group(3))))
        .toList();
  }

  /** The lines without the indentation of a list. */
  private static String unindented(String block) {
    return block.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  /**
   * A block of commands to paste.
   *
   * @param language after the opening fence
   */
  record Block(String language, String text) {
    static final String MARK = "# needs production: ";

    /** Whether no test can run this block on one machine. */
    boolean needsProduction() {
      return text.startsWith(MARK);
    }

    Stream<String> commands() {
      return text.lines().filter(line -> !line.startsWith("#"));
    }
  }
}

package dev.tgfetcher.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The command line as people type it. It rewrites, before the parser sees them:
 *
 * <ol>
 *   <li>{@code help NOUN} to {@code NOUN --help};
 *   <li>{@code get NOUN}, {@code list NOUN} and {@code ls NOUN} to {@code NOUN};
 *   <li>{@code NOUN ls} to {@code NOUN list}, and {@code NOUN get ID} to {@code NOUN show ID};
 *   <li>a noun without a verb to {@code NOUN list};
 *   <li>the id of a group, such as {@code -1001234567890}, to an argument: the parser would take it
 *       for an option. A blank before the id prevents that, and no form of a chat depends on
 *       blanks.
 * </ol>
 */
final class TypedCommandLine extends CommandLine {
  private static final Pattern ID = Pattern.compile("-[1-9][0-9]{3,14}");
  private static final List<String> VERBS = List.of("get", "list", "ls");
  private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

  TypedCommandLine(Object subcommand, IFactory factory) {
    super(subcommand, factory);
  }

  @Override
  public int execute(String... arguments) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    askForHelp(words);
    nounFirst(words);
    nameVerb(words);
    words.replaceAll(word -> ID.matcher(word).matches() ? " " + word : word);
    return super.execute(words.toArray(String[]::new));
  }

  private static void askForHelp(List<String> words) {
    if (!words.isEmpty() && words.get(0).equals("help")) {
      words.remove(0);
      words.add("--help");
    }
  }

  private void nounFirst(List<String> words) {
    boolean isVerbFirst =
        words.size() > 1
            && VERBS.contains(words.get(0))
            && getSubcommands().containsKey(words.get(1));
    if (isVerbFirst) {
      words.remove(0);
    }
  }

  private void nameVerb(List<String> words) {
    CommandLine noun = words.isEmpty() ? null : getSubcommands().get(words.get(0));
    if (noun == null || !noun.getSubcommands().containsKey("list")) {
      return;
    }
    Map<String, CommandLine> verbs = noun.getSubcommands();
    String next = words.size() > 1 ? words.get(1) : "";
    if (next.isEmpty() || (next.startsWith("-") && !HELP.contains(next))) {
      words.add(1, "list");
    } else if (next.equals("ls")) {
      words.set(1, "list");
    } else if (next.equals("get") && !verbs.containsKey("get")) {
      words.set(1, words.size() > 2 && verbs.containsKey("show") ? "show" : "list");
    }
  }
}

package dev.tgfetcher.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * An argument that is no subcommand and no option, and the one that was probably meant.
 *
 * @param known the subcommands, or the options, that there are
 */
record Mistyped(String argument, List<String> known) {
  private static final int MOST_EDITS = 2;

  static Mistyped of(UnmatchedArgumentException failure) {
    CommandLine subcommand = failure.getCommandLine();
    String argument = failure.getUnmatched().get(0);
    List<String> known = new ArrayList<>();
    if (argument.startsWith("-")) {
      known.addAll(subcommand.getCommandSpec().optionsMap().keySet());
    } else {
      known.addAll(subcommand.getSubcommands().keySet());
    }
    return new Mistyped(argument, known);
  }

  String message() {
    String kind = argument.startsWith("-") ? "option" : known.isEmpty() ? "argument" : "subcommand";
    String refusal = "unknown " + kind + " '" + argument + "'";
    return meant().map(word -> refusal + "; did you mean '" + word + "'?").orElse(refusal);
  }

  /** The nearest known word, if it is near. */
  Optional<String> meant() {
    String word = argument.replaceFirst("=.*", "");
    return known.stream()
        .filter(other -> other.startsWith("--") || !other.startsWith("-"))
        .min(Comparator.comparingInt(other -> edits(word, other)))
        .filter(nearest -> edits(word, nearest) <= MOST_EDITS);
  }

  /** Letters to insert, leave out, replace or swap with their neighbour. */
  static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int cheapest(int[][] edits, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int cheapest = edits[i - 1][j - 1] + (same ? 0 : 1);
    cheapest = Math.min(cheapest, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(cheapest, edits[i - 2][j - 2] + 1) : cheapest;
  }
}

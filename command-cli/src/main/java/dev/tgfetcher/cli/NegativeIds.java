package dev.tgfetcher.cli;

import java.util.Arrays;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A command line that takes the id of a group, such as {@code -1001234567890}, as an argument. The
 * parser would take it for an option; a blank before the id prevents that, and no form of a chat
 * depends on blanks.
 */
final class NegativeIds extends CommandLine {
  private static final Pattern ID = Pattern.compile("-[1-9][0-9]{3,14}");

  NegativeIds(Object subcommand, IFactory factory) {
    super(subcommand, factory);
  }

  @Override
  public int execute(String... arguments) {
    return super.execute(
        Arrays.stream(arguments)
            .map(argument -> ID.matcher(argument).matches() ? " " + argument : argument)
            .toArray(String[]::new));
  }
}

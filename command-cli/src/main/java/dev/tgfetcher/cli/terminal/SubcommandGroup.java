package dev.tgfetcher.cli.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A subcommand that only groups others: run alone, it is wrong usage. */
@Command(
    synopsisSubcommandLabel = SubcommandGroup.LABEL,
    commandListHeading = SubcommandGroup.HEADING)
public class SubcommandGroup implements Runnable {
  public static final String LABEL = "SUBCOMMAND";
  public static final String HEADING = "%nSubcommands:%n";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a subcommand is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}

package dev.tgfetcher.cli.console.run;

import dev.tgfetcher.cli.terminal.CliContext;
import picocli.CommandLine;

/** Creates the command line of the program. */
@FunctionalInterface
public interface CommandLineFactory {
  CommandLine of(CliContext context);
}

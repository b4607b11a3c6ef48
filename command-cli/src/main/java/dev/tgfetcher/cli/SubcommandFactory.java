package dev.tgfetcher.cli;

import dev.tgfetcher.cli.console.ConsoleSubcommand;
import dev.tgfetcher.cli.terminal.CliContext;
import picocli.CommandLine;

/** Creates subcommands and mixins; a constructor that takes the context is given it. */
record SubcommandFactory(CliContext context) implements CommandLine.IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == ConsoleSubcommand.class) {
      return type.cast(new ConsoleSubcommand(context, TgFetcher::embedded));
    }
    for (var constructor : type.getDeclaredConstructors()) {
      Class<?>[] parameters = constructor.getParameterTypes();
      if (parameters.length == 1 && parameters[0] == CliContext.class) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(context));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}

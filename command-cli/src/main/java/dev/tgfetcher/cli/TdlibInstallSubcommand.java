package dev.tgfetcher.cli;

import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.config.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches TDLib by npm unless this machine has it, checks it and prints its path.",
      "TGF_CACHE names the cache; TDLIB_LIBRARY names a library to use instead."
    },
    footer = {"", "Examples:", "  export TDLIB_LIBRARY=$(tg-fetcher tdlib install)"})
final class TdlibInstallSubcommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Path library = configuration.tdlib(spec.commandLine().getErr()::println).provide();
    Map<String, String> installed = Map.of("library", library.toString());
    output.print(spec.commandLine().getOut(), installed, List.of(library.toString()));
    return ExitCode.DONE;
  }
}

package dev.tgfetcher.cli;

import dev.tgfetcher.config.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints the script by which a shell completes subcommands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(tg-fetcher completion bash)",
      "  tg-fetcher completion zsh >~/.tg-fetcher.zsh   # then source it in ~/.zshrc",
      "  tg-fetcher completion fish >~/.config/fish/completions/tg-fetcher.fish"
    })
final class CompletionSubcommand implements Callable<Integer> {
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    spec.commandLine()
        .getOut()
        .println(
            switch (shell) {
              // The script turns on zsh's emulation of bash.
              case bash, zsh -> AutoComplete.bash(program.getCommandName(), program);
              case fish -> FishCompletion.of(spec.root());
            });
    return ExitCode.DONE;
  }
}

package dev.tgfetcher.cli;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.config.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "man-pages",
    mixinStandardHelpOptions = true,
    description = "Writes a manual page for each subcommand.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher man-pages ~/.local/share/man/man1 && man tg-fetcher-push"
    })
final class ManPagesSubcommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder of the pages; created if it is missing.")
  private Path directory = Path.of("");

  @Spec private CommandSpec spec;

  private final CliContext context;

  ManPagesSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Path target = context.directory().resolve(directory);
    Files.createDirectories(target);
    write(spec.root(), target);
    return ExitCode.DONE;
  }

  private void write(CommandSpec subcommand, Path target) throws IOException {
    String version = String.join(" ", spec.root().version());
    Path file = target.resolve(ManPage.fileName(subcommand));
    Files.writeString(file, ManPage.of(subcommand, version) + "\n");
    spec.commandLine().getOut().println(file);
    for (CommandLine next : FishCompletion.shown(subcommand).values()) {
      write(next.getCommandSpec(), target);
    }
  }
}

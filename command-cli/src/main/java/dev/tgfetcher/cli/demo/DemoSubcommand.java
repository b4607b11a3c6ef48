package dev.tgfetcher.cli.demo;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.ProgressLines;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Runs the main job on this machine without an account: its own Redis, an emulated "
            + "Telegram, two workers, and the files that they write.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher demo",
      "  tg-fetcher demo --data-dir /tmp/archive --days 7 --messages 2000",
      "  tg-fetcher demo --keep",
      "  tg-fetcher demo --console"
    })
public final class DemoSubcommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "data/demo",
      description = "Folder of the archive (default: ${DEFAULT-VALUE}).")
  private Path dataDirectory = Path.of("data/demo");

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3",
      description = "Days before today to fetch (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "500",
      description = "Messages a day in each of the two chats (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--keep",
      description = "Keep Redis, Telegram and the workers for a second terminal, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--console",
      description = "Keep them with a console in the browser, and print its address.")
  private boolean console;

  private final CliContext context;

  public DemoSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ProgressLines progress = context.outProgress();
    DemoOptions options = options();
    progress.print("Demo        archives two emulated chats in " + options.dataDirectory());
    DemoFolder.check(options.dataDirectory());
    TdlibProvisioner tdlib = TdlibProvisioner.ofThisMachine(context.environment(), progress::print);
    boolean asExpected =
        new Demo(options, context.environment(), context.program(), context.clock(), progress)
            .run(tdlib);
    return asExpected ? ExitCode.DONE : ExitCode.FAILED;
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(
          context.directory().resolve(dataDirectory), days, messages, keep, console);
    } catch (IllegalArgumentException e) {
      throw CliException.wrongUsage(String.valueOf(e.getMessage()));
    }
  }
}

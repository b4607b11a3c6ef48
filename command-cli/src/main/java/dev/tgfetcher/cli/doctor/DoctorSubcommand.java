package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.config.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks the requirements of a worker on this machine, and prints remedies.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher doctor",
      "  tg-fetcher doctor --output json --redis-url redis://cache:6379"
    })
public final class DoctorSubcommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public DoctorSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DoctorReport report =
        new Doctor(
                connection::settings,
                () -> connection.configuration().tdlib(line -> {}),
                connection::connect,
                connection::keys,
                context.environment(),
                connection.configuration().envFile(),
                context.directory().resolve("application.yaml"),
                context.clock())
            .report();
    PrintWriter out = spec.commandLine().getOut();
    output.print(out, report, report.findings().stream().map(this::line).toList());
    return report.hasFailed() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private String line(CheckResult result) {
    String line =
        String.format(Locale.ROOT, "%s  %-20s  %s", mark(result), result.check(), result.detail());
    String text = context.terminal().outColours().string(line);
    return result.remedy() == null ? text : text + "\n" + " ".repeat(8) + result.remedy();
  }

  private static String mark(CheckResult result) {
    return switch (result.outcome()) {
      case PASSED -> "@|green passed|@";
      case WARNED -> "@|yellow warned|@";
      case FAILED -> "@|red failed|@";
    };
  }
}

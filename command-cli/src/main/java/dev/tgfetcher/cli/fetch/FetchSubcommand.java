package dev.tgfetcher.cli.fetch;

import dev.tgfetcher.batch.Batch;
import dev.tgfetcher.batch.BatchMetrics;
import dev.tgfetcher.batch.BatchResult;
import dev.tgfetcher.batch.BatchResult.Outcome;
import dev.tgfetcher.batch.LocalSession;
import dev.tgfetcher.cli.option.ChatOptions;
import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.option.ConfiguredChats;
import dev.tgfetcher.cli.option.DayOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.history.RecyclingClientSource;
import dev.tgfetcher.limit.RateLimitListener;
import dev.tgfetcher.limit.SessionGateFactory;
import dev.tgfetcher.limit.Sleeper;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.session.AccountGate;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches days of chats in this process, without a queue and without Redis.",
      "If a chat fails, it goes on with the next one and exits 1 at the end. Without chats it "
          + "takes those of TELEGRAM_CHATS; without days, FETCH_MODE."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher fetch @ru_python --date 2025-11-07",
      "  tg-fetcher fetch @ru_python t.me/durov --days 7 --output json",
      "  TELEGRAM_CHATS='[\"@ru_python\"]' FETCH_MODE=incremental tg-fetcher fetch"
    })
public final class FetchSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("CHAT", "OUTCOME", "DAYS", "SKIPPED", "MESSAGES", "SECONDS", "ERROR");

  @Mixin private ChatOptions chats;
  @Mixin private DayOptions days;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public FetchSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = configuration.settings();
    List<FetchCommand> commands = commands(settings);
    Path library = configuration.tdlib(spec.commandLine().getErr()::println).provide();
    return StopRequest.interrupting(
        () -> {
          List<BatchResult> results = fetch(settings, library, commands);
          PrintWriter out = spec.commandLine().getOut();
          output.print(out, results, HEADER, FetchSubcommand::row);
          if (!output.json()) {
            results.forEach(one -> one.unchanged().forEach(day -> out.println(day.text())));
          }
          return exitCode(results);
        });
  }

  private List<FetchCommand> commands(Settings settings) {
    List<String> wanted = chats.all();
    if (wanted.isEmpty()) {
      wanted = settings.batch().telegramChats().map(ConfiguredChats::parse).orElse(List.of());
    }
    if (wanted.isEmpty()) {
      throw CliException.wrongUsage("no chat: name one, or set TELEGRAM_CHATS");
    }
    days.defaultMode(settings.batch().fetchMode());
    Instant now = context.clock().instant();
    return wanted.stream()
        .map(chat -> days.command(chat, context))
        .map(command -> DayOptions.inPast(command, now))
        .toList();
  }

  private List<BatchResult> fetch(Settings settings, Path library, List<FetchCommand> commands)
      throws InterruptedException {
    try (LocalSession session =
            LocalSession.open(library, settings.session(), context.clock().instant());
        FetchProgressPrinter progress =
            new FetchProgressPrinter(context.errProgress(), context.clock());
        BatchMetrics metrics =
            new BatchMetrics(
                settings.metrics(), context.clock(), spec.commandLine().getErr()::println);
        SessionGateFactory gates =
            new SessionGateFactory(
                settings.limits()::rates,
                RateLimitListener.both(progress, metrics.limits()),
                Sleeper.system())) {
      Batch batch =
          new Batch(
              settings,
              new RecyclingClientSource(session.session(), settings.worker().tdlibRecycleAfter()),
              session.session().tdlibVersion(),
              new AccountGate(session.session(), gates.local(session.session())),
              progress,
              metrics.fetches(),
              context.clock(),
              new SplittableRandom(),
              Sleeper.system());
      List<BatchResult> results = batch.run(commands);
      List<BatchResult> refused = results.stream().filter(FetchSubcommand::isRefused).toList();
      if (!refused.isEmpty() && !session.session().isAlive()) {
        refused.forEach(
            one -> session.quarantine(String.valueOf(one.error()), context.clock().instant()));
      }
      session
          .session()
          .freeze()
          .ifPresent(
              freeze ->
                  SessionQuarantine.frozen(freeze, context.clock().instant())
                      .mark(session.directory()));
      return results;
    }
  }

  private static boolean isRefused(BatchResult result) {
    return result.errorType() == ErrorType.AUTH;
  }

  private static List<String> row(BatchResult result) {
    return List.of(
        result.chat(),
        result.word(),
        String.valueOf(result.days().size()),
        String.valueOf(result.skipped()),
        String.format(Locale.ROOT, "%,d", result.messages()),
        String.format(Locale.ROOT, "%.1f", result.seconds()),
        error(result));
  }

  private static String error(BatchResult result) {
    ErrorType type = result.errorType();
    return type == null ? "" : type.wireName() + ": " + result.error();
  }

  private static int exitCode(List<BatchResult> results) {
    if (results.stream().anyMatch(one -> one.outcome() == Outcome.INTERRUPTED)) {
      return ExitCode.INTERRUPTED;
    }
    if (results.stream().anyMatch(FetchSubcommand::isRefused)) {
      return ExitCode.NOT_LOGGED_IN;
    }
    boolean allDone = results.stream().allMatch(one -> one.outcome() == Outcome.DONE);
    return allDone ? ExitCode.DONE : ExitCode.FAILED;
  }
}

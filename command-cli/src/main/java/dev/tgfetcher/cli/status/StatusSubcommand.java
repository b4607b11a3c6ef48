package dev.tgfetcher.cli.status;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.redis.MissingPermission;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.Screen;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.cli.terminal.TerminalSize;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.redisson.client.RedisException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows the queue, the workers with their commands, flood waits, requests that wait for "
            + "permits, messages per request, dead letters by error type, and the last file of "
            + "each chat.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher status",
      "  tg-fetcher status --watch",
      "  tg-fetcher status --output json"
    })
public final class StatusSubcommand implements Callable<Integer> {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @Option(
      names = {"-w", "--watch"},
      description = "Repeat once a second until interrupted; JSON is one document a line.")
  private boolean watch;

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public StatusSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      StatusReader reader =
          new StatusReader(redis, keys, new WorkerRegistry(redis, keys), context.clock());
      if (watch) {
        return StopRequest.interrupting(() -> watch(reader));
      }
      print(reader);
      return ExitCode.DONE;
    }
  }

  private void print(StatusReader reader) {
    FleetStatus status = reader.read();
    output.print(spec.commandLine().getOut(), status, StatusText.lines(status));
  }

  private int watch(StatusReader reader) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json() || !context.outIsRedrawn()) {
      while (!out.checkError()) {
        print(reader);
        Thread.sleep(PERIOD.toMillis());
      }
      return ExitCode.DONE;
    }
    try (Screen screen = Screen.open(out)) {
      while (!out.checkError()) {
        TerminalSize size = TerminalSize.of(context.environment());
        screen.draw(lines(reader), size.columns(), size.rows());
        Thread.sleep(PERIOD.toMillis());
      }
    }
    return ExitCode.DONE;
  }

  private List<String> lines(StatusReader reader) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "tg-fetcher status  " + reader.now().truncatedTo(ChronoUnit.SECONDS) + "  Ctrl-C ends it");
    lines.add("");
    try {
      lines.addAll(StatusText.lines(reader.read()));
    } catch (RedisException away) {
      if (MissingPermission.in(away).isPresent()) {
        throw away;
      }
      lines.add("Redis is away; trying again");
    }
    return lines;
  }
}

package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.DurationText;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Pauses the fleet, some chats or an account.",
      "Workers finish the commands that they run. Commands of a paused chat wait in a place of "
          + "their own, and the others go on. The pause survives restarts of workers and Redis. A "
          + "second pause of the same target replaces the first."
    },
    footer = {
      "",
      "With --output json: one {target, who, when, until, why}.",
      "",
      "Examples:",
      "  tg-fetcher queue pause --why 'the disk is full'",
      "  tg-fetcher queue pause --chat 'ru_*' --for 2h --why 'legal asked'",
      "  tg-fetcher queue pause --account 1234567890 --why 'flood waits'"
    })
final class QueuePauseSubcommand implements Callable<Integer> {
  @Mixin private PauseOptions options;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "30m, 2h, 1d: the pause ends by itself then (default: 'queue resume' ends it).")
  private @Nullable String time;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, which everyone sees.")
  private String why = "";

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** The printed pause. */
  record Begun(
      String target, String who, @Nullable Instant when, @Nullable Instant until, String why) {
    static Begun of(Pause pause) {
      return new Begun(
          pause.target().field(), pause.who(), pause.when(), pause.until(), pause.why());
    }
  }

  public QueuePauseSubcommand(CliContext context) {
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() {
    if (why.isBlank()) {
      throw CliException.wrongUsage("a reason is missing: write --why 'the disk is full'");
    }
    PauseTarget target = options.target();
    @Nullable Duration duration = duration();
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      return actor.during(
          redis,
          keys,
          "queue pause",
          target.text() + (time == null ? "" : " --for " + time) + ": " + why.strip(),
          tally -> {
            Instant now = RedisTime.now(redis);
            @Nullable Instant until = duration == null ? null : now.plus(duration);
            Pause pause = new Pause(target, actor.name(), now, until, why.strip(), 0);
            new Pauses(redis, keys).begin(pause);
            tally.count(1);
            output.print(spec.commandLine().getOut(), Begun.of(pause), List.of(pause.text()));
            return ExitCode.DONE;
          });
    }
  }

  private @Nullable Duration duration() {
    if (time == null) {
      return null;
    }
    try {
      Duration duration = DurationText.parse(time);
      if (duration.isZero() || duration.isNegative()) {
        throw new IllegalArgumentException(time);
      }
      return duration;
    } catch (IllegalArgumentException e) {
      throw CliException.wrongUsage("--for '" + time + "' is no time: write 30m, 2h or 1d");
    }
  }
}

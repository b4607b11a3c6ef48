package dev.tgfetcher.cli.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.SubcommandGroup;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.limit.RateLimitAdmin;
import dev.tgfetcher.limit.RateLimitState;
import dev.tgfetcher.redis.RedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[" + SubcommandGroup.LABEL + "]",
    commandListHeading = SubcommandGroup.HEADING,
    description = {
      "Shows the rate limits of each account, and their use.",
      "The rate and who set it, the share that is left after floods, requests in the last "
          + "minute, waiting requests, and the remaining seconds of a hold."
    },
    footer = {
      "",
      "With --output json: an array of {account, class, rate, set_by, share, used_last_minute,",
      "waiting, held_seconds, probing, floods}.",
      "",
      "Examples:",
      "  tg-fetcher limits",
      "  tg-fetcher limits set history 10/s",
      "  tg-fetcher limits set resolve 10+1/60s --account 1234567890"
    },
    subcommands = LimitsSetSubcommand.class)
public final class LimitsSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("ACCOUNT", "CLASS", "RATE", "SET BY", "NOW", "LAST MINUTE", "WAITING", "HELD");

  /** A rate limit as a row. */
  record LimitRow(
      String account,
      @JsonProperty("class") String methodClass,
      String rate,
      String setBy,
      double share,
      int usedLastMinute,
      int waiting,
      double heldSeconds,
      boolean probing,
      long floods) {
    static LimitRow of(RateLimitState state) {
      return new LimitRow(
          state.account(),
          state.method().wireName(),
          state.rate().toString(),
          state.setBy().wireName(),
          state.share(),
          state.usedLastMinute(),
          state.waiting(),
          state.heldFor().toMillis() / 1000.0,
          state.probing(),
          state.floods());
    }
  }

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (RedisConnection redis = connection.connect()) {
      RateLimitAdmin admin =
          new RateLimitAdmin(redis, connection.keys(), connection.settings().limits()::rates);
      List<RateLimitState> states = admin.states();
      output.print(
          spec.commandLine().getOut(),
          states.stream().map(LimitRow::of).toList(),
          new Table(HEADER, states.stream().map(LimitsSubcommand::row).toList()));
    }
    return ExitCode.DONE;
  }

  private static List<String> row(RateLimitState state) {
    return List.of(
        state.account(),
        state.method().wireName(),
        state.rate().toString(),
        state.setBy().wireName(),
        String.format(Locale.ROOT, "%.0f %%", 100 * state.share()),
        String.valueOf(state.usedLastMinute()),
        String.valueOf(state.waiting()),
        held(state));
  }

  private static String held(RateLimitState state) {
    Duration held = state.heldFor();
    if (held.isZero()) {
      return state.probing() ? "probing" : "";
    }
    return (held.toMillis() + 999) / 1000 + " s";
  }
}

package dev.tgfetcher.cli.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.option.CompletionCandidates;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimitAdmin;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Sets a rate limit for the running fleet.",
      "It applies at once, also to later workers, until it is set to 'default': then each "
          + "worker uses its own configuration."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher limits set history 10/s",
      "  tg-fetcher limits set full_info 30/60s --account 1234567890",
      "  tg-fetcher limits set history default"
    })
final class LimitsSetSubcommand implements Callable<Integer> {
  private static final String DEFAULT = "default";

  @Parameters(
      paramLabel = "CLASS",
      arity = "0..1",
      index = "0",
      completionCandidates = CompletionCandidates.MethodClasses.class,
      description = "history, messages, replies, reactions, resolve, full_info or other.")
  private String methodClass = "";

  @Parameters(
      paramLabel = "RATE",
      arity = "0..1",
      index = "1",
      description =
          "Requests per period: 20/s, 30/60s, 10/5m; 10+1/60s permits ten at once; or 'default'.")
  private String rate = "";

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Only this account (default: all without a rate for the account).")
  private @Nullable String account;

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /**
   * The new rate.
   *
   * @param account null for all accounts
   */
  record SetRate(
      @JsonProperty("class") String methodClass, String rate, @Nullable String account) {}

  @Override
  public Integer call() {
    if (rate.isEmpty()) {
      throw CliException.wrongUsage(
          "a class and a rate are missing: write for example 'limits set history 10/s'");
    }
    MethodClass method = method();
    Rate wanted = wanted();
    if (account != null && !account.matches("\\d{1,19}")) {
      throw CliException.wrongUsage(
          "'" + account + "' is no account id: 'tg-fetcher limits' shows the ids");
    }
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      RateLimitAdmin admin = new RateLimitAdmin(redis, keys, connection.settings().limits()::rates);
      return actor.during(
          redis,
          keys,
          "limits set",
          filter(wanted),
          tally -> {
            admin.setRate(account, method, wanted);
            tally.count(1);
            output.print(
                spec.commandLine().getOut(),
                new SetRate(
                    method.wireName(), wanted == null ? DEFAULT : wanted.toString(), account),
                List.of("set: " + filter(wanted)));
            return ExitCode.DONE;
          });
    }
  }

  private MethodClass method() {
    String name = methodClass.toLowerCase(Locale.ROOT).replace('-', '_');
    return MethodClass.limited().stream()
        .filter(method -> method.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CliException.wrongUsage(
                    "'%s' is no class: use one of %s"
                        .formatted(
                            methodClass,
                            MethodClass.limited().stream()
                                .map(MethodClass::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  private @Nullable Rate wanted() {
    if (rate.equalsIgnoreCase(DEFAULT)) {
      return null;
    }
    try {
      return Rate.parse(rate);
    } catch (IllegalArgumentException e) {
      throw CliException.wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private String filter(@Nullable Rate wanted) {
    return String.join(
        " ",
        List.of(
            methodClass.toLowerCase(Locale.ROOT).replace('-', '_'),
            wanted == null ? DEFAULT : wanted.toString(),
            account == null ? "for all accounts" : "--account " + account));
  }
}

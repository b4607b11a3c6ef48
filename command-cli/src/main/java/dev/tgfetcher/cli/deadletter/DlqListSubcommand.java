package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists dead letters, the newest first.",
    footer = {
      "",
      "With --output json: an array of {id, failed_at, chat, error_type, error,",
      "attempts, requested_by, command_id, correlation_id}.",
      "",
      "Examples:",
      "  tg-fetcher dlq list --limit 20",
      "  tg-fetcher dlq list -o wide",
      "  tg-fetcher dlq list --chat '@ru_*' --error-type network,telegram --since 2h"
    })
final class DlqListSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("ID", "AGE", "CHAT", "ERROR TYPE", "ATTEMPTS", "REQUESTED BY");
  private static final List<String> WIDE = List.of("COMMAND ID", "ERROR");

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      defaultValue = "50",
      description = "The newest N (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private LetterFilterOptions filter;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** A row of the list. */
  record ListedLetter(
      String id,
      Instant failedAt,
      String chat,
      String errorType,
      @Nullable String error,
      int attempts,
      String requestedBy,
      @Nullable String commandId,
      @Nullable String correlationId) {

    static ListedLetter of(StoredLetter stored) {
      @Nullable DeadLetter letter = stored.letter();
      return new ListedLetter(
          stored.id(),
          stored.failedAt(),
          stored.chat(),
          stored.errorTypeName(),
          letter == null ? null : letter.error(),
          stored.attempts(),
          stored.requestedBy(),
          letter == null ? null : letter.commandId(),
          letter == null ? null : letter.correlationId());
    }

    List<String> row(Instant now) {
      return List.of(
          id,
          Age.of(failedAt, now),
          chat,
          errorType,
          String.valueOf(attempts),
          requestedBy,
          commandId == null ? "" : commandId,
          error == null ? "" : error);
    }
  }

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      Instant now = RedisTime.now(redis);
      LetterFilter wanted = filter.filter(now);
      List<ListedLetter> found = new ArrayList<>();
      new DeadLetters(redis, keys)
          .newestFirst(
              limit + 1,
              letter -> {
                if (wanted.matches(letter)) {
                  found.add(ListedLetter.of(letter));
                }
                return found.size() <= limit;
              });
      output.printFirst(limit, spec.commandLine(), found, HEADER, WIDE, letter -> letter.row(now));
    }
    return ExitCode.DONE;
  }
}

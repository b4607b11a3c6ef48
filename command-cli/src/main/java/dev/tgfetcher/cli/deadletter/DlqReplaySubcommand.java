package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.push.CommandTracker;
import dev.tgfetcher.cli.push.CommandWait;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the commands of dead letters to the end of the queue.",
      "The oldest goes first. They keep their ids, and their attempts count from zero. Letters "
          + "that come during the run are not taken. Ctrl-C ends it between two letters; run it "
          + "again for the rest."
    },
    footer = {
      "",
      "With --output json: one {matched, changed, left, gone, malformed, result,",
      "backup, groups}; with --wait, then an array of results as of 'push --wait'.",
      "",
      "Examples:",
      "  tg-fetcher dlq replay 3f2a 91bc",
      "  tg-fetcher dlq replay 3f2a --wait",
      "  tg-fetcher dlq replay --error-type access_denied --since 1d --dry-run",
      "  tg-fetcher dlq replay --chat '@ru_*' --rate 5/s --yes"
    })
final class DlqReplaySubcommand implements Callable<Integer> {
  private static final String REMEDY =
      "'tg-fetcher dlq edit' corrects one, 'tg-fetcher dlq purge' removes it";

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description = "Highest rate: 5/s, 100/m or 30/60s (default: unlimited).")
  private @Nullable Rate rate;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Only the oldest N of them.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--wait",
      description = "Wait until all have ended; exit 1 if one failed. Ctrl-C leaves them queued.")
  private boolean wait;

  @Mixin private LetterSelector selector;
  @Mixin private BulkChange bulk;
  @Mixin private ConnectionOptions connection;

  private final CliContext context;

  DlqReplaySubcommand(CliContext context) {
    this.context = context;
  }

  /** Converts options of this type. */
  static final class RateConverter implements ITypeConverter<Rate> {
    @Override
    public Rate convert(String text) {
      try {
        return Rate.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    selector.requireMade();
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      DeadLetters letters = new DeadLetters(redis, keys);
      Instant now = RedisTime.now(redis);
      LetterSelection selection =
          LetterSelection.of(
              letters, selector.wanted(letters, now), letter -> letter.defect().isEmpty(), limit);
      refuseMalformed(selection);
      BulkPlan plan =
          new BulkPlan("replay", "replayed", selector.text(now), selection, interval(), REMEDY);
      @Nullable BulkReport early = bulk.preview(plan, now);
      if (early != null) {
        return early.exitCode();
      }
      AuditTrail audit = new AuditTrail(redis, keys);
      if (wait) {
        return StopRequest.interrupting(() -> replayAndWait(redis, keys, plan, letters, audit));
      }
      LetterSweep.Change change = new LetterSweep.Change(batch -> {}, letters::replay);
      return bulk.run(plan, letters, change, audit, null).exitCode();
    }
  }

  private int replayAndWait(
      RedisConnection redis, RedisKeys keys, BulkPlan plan, DeadLetters letters, AuditTrail audit)
      throws InterruptedException {
    try (CommandTracker tracker = new CommandTracker(redis, keys)) {
      TrackedReplay tracked = new TrackedReplay(letters, tracker);
      LetterSweep.Change change = new LetterSweep.Change(tracked::track, tracked::replay);
      BulkReport report = bulk.run(plan, letters, change, audit, null);
      if (report.result() == BulkReport.Result.INTERRUPTED) {
        return report.exitCode();
      }
      return new CommandWait(tracker, redis, keys, bulk.output(), context).run();
    }
  }

  private Duration interval() {
    return rate == null ? Duration.ZERO : Duration.ofNanos(rate.intervalMicros() * 1_000);
  }

  /** Refuses a malformed letter that the operator named by its id. */
  private void refuseMalformed(LetterSelection selection) {
    if (selector.isByIds() && selection.firstMalformed().isPresent()) {
      StoredLetter letter = selection.firstMalformed().get();
      throw CliException.failed(
          "%s is malformed, so a worker would dead-letter it again (%s): correct it by"
                  .formatted(letter.id(), letter.defect().orElse(""))
              + " 'tg-fetcher dlq edit "
              + letter.id()
              + "'");
    }
  }
}

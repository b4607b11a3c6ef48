package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.audit.AuditTrail;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description = {
      "Removes dead letters and keeps them in a file.",
      "The file is written before the removal; 'dlq import' reads it."
    },
    footer = {
      "",
      "With --output json: one {matched, changed, left, gone, malformed, result,",
      "backup, groups}.",
      "",
      "Examples:",
      "  tg-fetcher dlq purge --error-type chat_not_found --until 30d",
      "  tg-fetcher dlq purge --all --yes --backup /backup/letters.jsonl"
    })
final class DlqPurgeSubcommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Option(
      names = "--backup",
      paramLabel = "FILE",
      description = "New file for the letters (default: dead-letters-<time>.jsonl here).")
  private @Nullable Path backup;

  @Option(names = "--no-backup", description = "Remove the letters for good.")
  private boolean noBackup;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Only the oldest N of them.")
  private int limit = Integer.MAX_VALUE;

  @Mixin private LetterSelector selector;
  @Mixin private BulkChange bulk;
  @Mixin private ConnectionOptions connection;

  private final CliContext context;

  public DlqPurgeSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    selector.requireMade();
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      DeadLetters letters = new DeadLetters(redis, keys);
      Instant now = RedisTime.now(redis);
      LetterSelection selection =
          LetterSelection.of(letters, selector.wanted(letters, now), letter -> true, limit);
      BulkPlan plan =
          new BulkPlan("purge", "purged", selector.text(now), selection, Duration.ZERO, "");
      @Nullable BulkReport early = bulk.preview(plan, now);
      return early != null
          ? early.exitCode()
          : purge(plan, letters, new AuditTrail(redis, keys)).exitCode();
    }
  }

  private BulkReport purge(BulkPlan plan, DeadLetters letters, AuditTrail audit)
      throws IOException {
    if (noBackup) {
      LetterSweep.Change change = new LetterSweep.Change(batch -> {}, letters::remove);
      return bulk.run(plan, letters, change, audit, null);
    }
    try (LetterFile file = LetterFile.create(file())) {
      LetterSweep.Change change = new LetterSweep.Change(file::add, letters::remove);
      return bulk.run(plan, letters, change, audit, file.path().toString());
    }
  }

  private Path file() {
    if (backup != null) {
      Path file = context.directory().resolve(backup);
      if (Files.exists(file)) {
        throw CliException.wrongUsage("--backup " + backup + " exists already: name a new file");
      }
      return file;
    }
    String name = "dead-letters-" + STAMP.format(context.clock().instant());
    Path file = context.directory().resolve(name + ".jsonl");
    for (int i = 2; Files.exists(file); i++) {
      file = context.directory().resolve(name + "-" + i + ".jsonl");
    }
    return file.toAbsolutePath();
  }
}

package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.Age;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one dead letter with all details.",
      "It prints the command, the error, the history of its attempts, and the queries that find "
          + "its log lines."
    },
    footer = {
      "",
      "With --output json: one {id, copies, failed_at, chat, error_type, error, advice, runbook,",
      "attempts, interruptions, worker_id, requested_by, command_id, correlation_id, defect,",
      "payload, attempt_history, logs}.",
      "",
      "Examples:",
      "  tg-fetcher dlq show 3f2a",
      "  tg-fetcher dlq show 3f2a --output json | jq .payload"
    })
final class DlqShowSubcommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("ATTEMPT", "AT", "ERROR TYPE", "WORKER", "ERROR");

  @Parameters(paramLabel = "ID", description = "Id as in 'dlq list', or its beginning.")
  private String id = "";

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      DeadLetters letters = new DeadLetters(redis, keys);
      StoredLetter stored = LetterSelector.one(letters, id);
      @Nullable DeadLetter letter = stored.letter();
      if (letter == null) {
        throw CliException.failed(
            "%s is no dead letter but: %s".formatted(stored.id(), stored.element().text()));
      }
      LetterReport report = LetterReport.of(stored, letter, copies(letters, stored));
      print(report, RedisTime.now(redis));
    }
    return ExitCode.DONE;
  }

  private static int copies(DeadLetters letters, StoredLetter stored) {
    AtomicInteger copies = new AtomicInteger();
    letters.oldestFirst(
        letter -> {
          copies.addAndGet(letter.element().equals(stored.element()) ? 1 : 0);
          return true;
        });
    return copies.get();
  }

  private void print(LetterReport letter, Instant now) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      output.print(out, letter, List.of());
    } else {
      printText(out, letter, now);
    }
    out.flush();
  }

  private static void printText(PrintWriter out, LetterReport letter, Instant now) {
    line(out, "id", letter.id());
    line(out, "copies", letter.copies() > 1 ? letter.copies() + " identical ones" : "");
    line(out, "failed", letter.failedAt() + ", " + Age.of(letter.failedAt(), now) + " ago");
    line(out, "chat", letter.chat());
    line(out, "error type", letter.errorType().wireName());
    line(out, "error", letter.error());
    line(out, "advice", letter.advice());
    line(out, "runbook", letter.runbook());
    line(out, "malformed", letter.defect());
    line(out, "attempts", String.valueOf(letter.attempts()));
    line(out, "interruptions", String.valueOf(letter.interruptions()));
    line(out, "worker", letter.workerId());
    line(out, "requested by", letter.requestedBy());
    line(out, "command id", letter.commandId());
    line(out, "correlation id", letter.correlationId());
    out.println();
    out.println("Payload");
    out.println(
        letter.payload().isObject()
            ? letter.payload().toPrettyString()
            : letter.payload().asString());
    out.println();
    out.println("Attempts");
    out.println(new Table(HEADER, rows(letter)).render());
    out.println();
    out.println("Log");
    line(out, "Loki", letter.logs().logql());
    line(out, "standard output", letter.logs().jq());
  }

  private static List<List<String>> rows(LetterReport letter) {
    return letter.attemptHistory().stream()
        .map(
            attempt ->
                List.of(
                    String.valueOf(attempt.attempt()),
                    attempt.at().toString(),
                    attempt.errorType().wireName(),
                    attempt.workerId(),
                    attempt.error()))
        .toList();
  }

  private static void line(PrintWriter out, String name, String value) {
    if (!value.isEmpty()) {
      out.println(String.format(Locale.ROOT, "%-16s  %s", name, value));
    }
  }
}

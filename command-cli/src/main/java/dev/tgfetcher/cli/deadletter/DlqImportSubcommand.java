package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.audit.ActorOptions;
import dev.tgfetcher.cli.audit.ChangeTally;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Adds dead letters from JSON lines.",
      "It reads files of 'dlq export' and 'dlq purge', and skips letters that are in the list. A "
          + "line that is no dead letter is reported and skipped, and the exit code is 1: correct "
          + "it and import again, which adds missing letters only."
    },
    footer = {
      "",
      "With --output json: one {added, present, refused}.",
      "",
      "Examples:",
      "  tg-fetcher dlq import dead-letters-20251108T103000Z.jsonl",
      "  tg-fetcher dlq import < letters.jsonl"
    })
final class DlqImportSubcommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "standard input";

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files to read, instead of standard input.")
  private List<Path> files = List.of();

  @Mixin private ActorOptions actor;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public DlqImportSubcommand(CliContext context) {
    this.context = context;
    this.actor = new ActorOptions(context);
  }

  @Override
  public Integer call() throws IOException {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect();
        StopRequest stop = StopRequest.listen()) {
      LetterImport letters = new LetterImport(new DeadLetters(redis, keys)).prepare();
      return actor.during(redis, keys, "dlq import", source(), tally -> add(letters, stop, tally));
    }
  }

  private int add(LetterImport letters, StopRequest stop, ChangeTally tally) throws IOException {
    try {
      read(letters, stop);
    } finally {
      tally.count(letters.outcome().added());
      print(letters.outcome());
    }
    if (stop.isRequested()) {
      tally.result("interrupted");
      return ExitCode.INTERRUPTED;
    }
    return letters.outcome().refused() > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void read(LetterImport letters, StopRequest stop) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (files.isEmpty()) {
      letters.read(
          new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8)),
          STANDARD_INPUT,
          stop::isRequested,
          err::println);
    }
    for (Path file : files) {
      try (BufferedReader lines = Files.newBufferedReader(context.directory().resolve(file))) {
        letters.read(lines, file.toString(), stop::isRequested, err::println);
      }
    }
  }

  private String source() {
    return files.isEmpty()
        ? STANDARD_INPUT
        : files.stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  private void print(LetterImport.Outcome outcome) {
    String line =
        String.format(
            Locale.ROOT,
            "%,d added, %,d were there, %,d lines are no dead letters.",
            outcome.added(),
            outcome.present(),
            outcome.refused());
    output.print(spec.commandLine().getOut(), outcome, List.of(line));
  }
}

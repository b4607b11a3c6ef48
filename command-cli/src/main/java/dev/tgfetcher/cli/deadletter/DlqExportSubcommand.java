package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes dead letters as JSON lines; they stay in the list.",
      "The oldest comes first. Without ids and filters it writes all. An element that is no dead "
          + "letter becomes {\"element_base64\": ...}."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher dlq export --file letters.jsonl",
      "  tg-fetcher dlq export --error-type network | jq .chat"
    })
final class DlqExportSubcommand implements Callable<Integer> {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "New file to write, instead of standard output.")
  private @Nullable Path target;

  @Mixin private LetterSelector selector;
  @Mixin private ConnectionOptions connection;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public DlqExportSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    selector.requireOneWay();
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      DeadLetters letters = new DeadLetters(redis, keys);
      Predicate<StoredLetter> wanted = selector.wanted(letters, RedisTime.now(redis));
      if (target == null) {
        print(letters, wanted);
      } else {
        write(letters, wanted, context.directory().resolve(target));
      }
    }
    return ExitCode.DONE;
  }

  private void print(DeadLetters letters, Predicate<StoredLetter> wanted) {
    PrintWriter out = spec.commandLine().getOut();
    letters.oldestFirst(
        letter -> {
          if (wanted.test(letter)) {
            out.println(letter.line());
          }
          return !out.checkError();
        });
  }

  private void write(DeadLetters letters, Predicate<StoredLetter> wanted, Path path)
      throws IOException {
    if (Files.exists(path)) {
      throw CliException.wrongUsage("--file " + target + " exists already: name a new file");
    }
    try (LetterFile file = LetterFile.create(path)) {
      int written = file.addAll(letters, wanted);
      spec.commandLine().getErr().println(written + " dead letters are in " + path);
    }
  }
}

package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.Terminal;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Runs the command line in this process, in a folder of the test. All JSON that it prints has to
 * match the schema of its subcommand.
 */
public final class CommandLineRunner {
  public static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>(Map.of("USER", "ada"));
  private final AtomicInteger ids = new AtomicInteger();
  private Terminal terminal = Terminal.NONE;
  private String input = "";
  private InstantSource clock = InstantSource.fixed(NOW);

  /** The exit code of a run, and its output. */
  public record Result(int exitCode, String out, String err) {}

  public CommandLineRunner(Path directory) {
    this.directory = directory;
  }

  public CommandLineRunner with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public CommandLineRunner at(TestRedis redis) {
    environment.putAll(redis.environment());
    return this;
  }

  public CommandLineRunner at(TestTelegram telegram) {
    environment.putAll(telegram.environment());
    return this;
  }

  public CommandLineRunner on(Terminal someone) {
    terminal = someone;
    return this;
  }

  public CommandLineRunner typing(String lines) {
    input = lines;
    return this;
  }

  public CommandLineRunner by(InstantSource someClock) {
    clock = someClock;
    return this;
  }

  public Result run(String... arguments) {
    return run(new StringWriter(), arguments);
  }

  /** The output of a run that failed halfway may be cut. */
  private static void checkJson(@Nullable ParseResult parsed, String printed) {
    if (parsed == null || parsed.errors().size() > 0 || printed.isBlank()) {
      return;
    }
    ParseResult last = parsed;
    List<String> names = new ArrayList<>();
    while (last.hasSubcommand()) {
      last = last.subcommand();
      names.add(last.commandSpec().name());
    }
    if (last.isUsageHelpRequested()) {
      return;
    }
    String format = String.valueOf(last.matchedOptionValue("--output", (Object) "table"));
    if (format.equals("json") || format.equals("jsonl")) {
      assertThat(OutputSchemas.problems(String.join(" ", names), printed)).isEmpty();
    }
  }

  /** Lets the test read the output while the subcommand runs. */
  public Result run(StringWriter out, String... arguments) {
    StringWriter err = new StringWriter();
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    CliContext context =
        new CliContext(
            Main.class,
            environment,
            directory,
            in,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            terminal,
            clock,
            () -> "id-" + ids.incrementAndGet());
    CommandLine commandLine = TgFetcher.commandLine(context);
    int exitCode = commandLine.execute(arguments);
    checkJson(commandLine.getParseResult(), out.toString());
    return new Result(exitCode, out.toString(), err.toString());
  }
}

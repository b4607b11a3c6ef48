package dev.tgfetcher.cli.terminal;

import dev.tgfetcher.redis.RedisConnection;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The input of a subcommand besides its arguments: environment, streams, terminal and clock.
 *
 * @param program has the main method of this process
 * @param directory the base of relative paths, and the folder of {@code .env}
 * @param newIds supplies the id of each new command
 * @param redis the connection that subcommands borrow; empty if each opens one of its own
 */
public record CliContext(
    Class<?> program,
    Map<String, String> environment,
    Path directory,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Terminal terminal,
    InstantSource clock,
    Supplier<String> newIds,
    Optional<RedisConnection> redis) {
  /** Creates a context whose subcommands open their own connections to Redis. */
  public CliContext(
      Class<?> program,
      Map<String, String> environment,
      Path directory,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Terminal terminal,
      InstantSource clock,
      Supplier<String> newIds) {
    this(program, environment, directory, in, out, err, terminal, clock, newIds, Optional.empty());
  }

  /**
   * Returns the context of this process.
   *
   * @param out prints to the standard output of this process
   */
  public static CliContext ofThisProcess(Class<?> program, PrintWriter out) {
    Map<String, String> environment = System.getenv();
    return new CliContext(
        program,
        environment,
        Path.of(""),
        System.in,
        out,
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8),
            true),
        Terminal.ofThisProcess(environment),
        InstantSource.system(),
        () -> UUID.randomUUID().toString());
  }

  /** Whether a line on standard error can be redrawn; a dumb terminal cannot redraw. */
  private boolean errIsRedrawn() {
    return terminal.err() && !isDumb();
  }

  /** Whether a line on standard output can be redrawn. */
  public boolean outIsRedrawn() {
    return terminal.out() && !isDumb();
  }

  /** Progress lines on standard error. */
  public ProgressLines errProgress() {
    return progress(err, errIsRedrawn());
  }

  /** Progress lines on standard output. */
  public ProgressLines outProgress() {
    return progress(out, outIsRedrawn());
  }

  private ProgressLines progress(PrintWriter stream, boolean redraws) {
    TerminalSize size = redraws ? TerminalSize.of(environment) : TerminalSize.DEFAULT;
    return new ProgressLines(stream, redraws, size.columns());
  }

  private boolean isDumb() {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }
}

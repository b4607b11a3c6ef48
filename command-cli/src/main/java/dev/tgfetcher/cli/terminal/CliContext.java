package dev.tgfetcher.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * All that a subcommand takes from outside besides its arguments.
 *
 * @param program has the main method of this process
 * @param directory what relative paths start from, and where {@code .env} is
 * @param newIds gives every new command its id
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
    Supplier<String> newIds) {

  /**
   * Those of this process.
   *
   * @param out prints to its standard output
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

  /** Whether a line on standard error can be drawn again; a dumb terminal cannot do that. */
  boolean errIsRedrawn() {
    return terminal.err() && !isDumb();
  }

  /** The same of standard output. */
  public boolean outIsRedrawn() {
    return terminal.out() && !isDumb();
  }

  /** For what is told on standard error while a subcommand goes on. */
  public ProgressLines errProgress() {
    return progress(err, errIsRedrawn());
  }

  /** The same on standard output. */
  public ProgressLines outProgress() {
    return progress(out, outIsRedrawn());
  }

  private ProgressLines progress(PrintWriter stream, boolean redraws) {
    TerminalSize size = redraws ? TerminalSize.of(environment) : TerminalSize.USUAL;
    return new ProgressLines(stream, redraws, size.columns());
  }

  private boolean isDumb() {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }
}

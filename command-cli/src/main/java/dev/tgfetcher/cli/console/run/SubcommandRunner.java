package dev.tgfetcher.cli.console.run;

import dev.tgfetcher.cli.audit.TypedLine;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs subcommands in this process, over the connection of the console, and captures their output.
 * Values of options are never words of their own, so that no value is taken for an option.
 *
 * @param context of the console
 * @param common the options of the console that each subcommand needs as well
 */
public record SubcommandRunner(CommandLineFactory lines, CliContext context, List<String> common) {
  public SubcommandRunner {
    common = List.copyOf(common);
  }

  public SubcommandRun run(List<String> words) {
    return run(words, new StringWriter(), Map.of());
  }

  /**
   * Runs a subcommand.
   *
   * @param out receives its output while it runs
   * @param variables of its environment, besides those of the console
   */
  public SubcommandRun run(List<String> words, StringWriter out, Map<String, String> variables) {
    StringWriter err = new StringWriter();
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.putAll(variables);
    CliContext inside =
        new CliContext(
            context.program(),
            environment,
            context.directory(),
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Terminal.NONE,
            context.clock(),
            context.newIds(),
            context.redis());
    List<String> all = all(words);
    int exitCode = lines.of(inside).execute(all.toArray(String[]::new));
    return new SubcommandRun(line(words), exitCode, out.toString(), err.toString());
  }

  /** The command line that does the same in a terminal. */
  public String line(List<String> words) {
    return TypedLine.of("tg-fetcher", all(words));
  }

  private List<String> all(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(common);
    return all;
  }

  /** Whether a value is an id or a chat, and no option. */
  public static Optional<String> argument(String value) {
    boolean isArgument = value.matches("[A-Za-z0-9@_][A-Za-z0-9@_.:-]{0,200}|-[1-9][0-9]{3,14}");
    return isArgument ? Optional.of(value) : Optional.empty();
  }
}

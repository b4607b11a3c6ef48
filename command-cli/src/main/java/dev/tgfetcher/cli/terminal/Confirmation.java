package dev.tgfetcher.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks the operator at the terminal before a change. */
public final class Confirmation {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  private boolean yes;

  private final CliContext context;

  public Confirmation(CliContext context) {
    this.context = context;
  }

  /**
   * Returns whether the operator agrees to the action.
   *
   * @param action such as {@code Replay 5 dead letters}
   * @throws CliException if there is no terminal to ask at, and {@code --yes} is missing
   */
  public boolean isGiven(String action) {
    if (yes) {
      return true;
    }
    if (!context.terminal().in()) {
      throw CliException.wrongUsage(
          action
              + "? There is no terminal to ask at: add --yes to do it, or --dry-run to look first");
    }
    return ask(action + "? [y/N] ", false);
  }

  /** Asks a question with yes or no; an empty answer, or none, gives the default. */
  public boolean ask(String question, boolean defaultAnswer) {
    PrintWriter err = context.err();
    err.print(question);
    err.flush();
    String answer = line(context.in()).strip().toLowerCase(Locale.ROOT);
    return answer.isEmpty() ? defaultAnswer : answer.equals("y") || answer.equals("yes");
  }

  /** Reads no byte beyond the line: the rest answers the next question. */
  private static String line(InputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.write(next);
      }
    } catch (IOException e) {
      return "";
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}

package dev.tgfetcher.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks the person at the terminal before something is changed. */
public final class Confirmation {
  @Option(
      names = {"-y", "--yes"},
      description = "Do it without a question.")
  private boolean yes;

  private final CliContext context;

  public Confirmation(CliContext context) {
    this.context = context;
  }

  /**
   * Returns whether it may be done.
   *
   * @param action what would be done: {@code Replay 5 dead letters}
   */
  public boolean isGiven(String action) {
    if (yes) {
      return true;
    }
    if (!context.terminal().in()) {
      throw CliException.wrongUsage(
          action + "? Nobody can be asked here: say --yes to do it, or --dry-run to look first");
    }
    return ask(action + "? [y/N] ", false);
  }

  /** Asks a question; an empty answer, or none, is the usual one. */
  public boolean ask(String question, boolean usual) {
    PrintWriter err = context.err();
    err.print(question);
    err.flush();
    String answer = line(context.in()).strip().toLowerCase(Locale.ROOT);
    return answer.isEmpty() ? usual : answer.equals("y") || answer.equals("yes");
  }

  /** Not a byte more than the line: what follows is for the next question. */
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

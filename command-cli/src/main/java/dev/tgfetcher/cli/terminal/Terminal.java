package dev.tgfetcher.cli.terminal;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Which of the standard streams are a terminal. The launcher script finds out, because Java cannot
 * test a single stream.
 *
 * @param plain whether to print without colours
 */
public record Terminal(boolean in, boolean out, boolean err, boolean plain) {
  public static final Terminal NONE = new Terminal(false, false, false, true);

  static Terminal ofThisProcess(Map<String, String> environment) {
    String streams = System.getProperty("tgf.terminal", "");
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(streams.contains("0"), streams.contains("1"), streams.contains("2"), plain);
  }

  public Ansi outColours() {
    return out && !plain ? Ansi.ON : Ansi.OFF;
  }

  public Ansi errColours() {
    return err && !plain ? Ansi.ON : Ansi.OFF;
  }
}

package dev.tgfetcher.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a terminal shows at a time. */
public record TerminalSize(int columns, int rows) {
  static final TerminalSize USUAL = new TerminalSize(80, 24);

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final long PATIENCE_SECONDS = 1;

  /** {@code COLUMNS} and {@code LINES} if both are set, else what the terminal says. */
  public static TerminalSize of(Map<String, String> environment) {
    return read(environment.get("LINES") + " " + environment.get("COLUMNS"))
        .or(TerminalSize::ask)
        .orElse(USUAL);
  }

  /** Java cannot ask. */
  private static Optional<TerminalSize> ask() {
    File terminal = new File("/dev/tty");
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      return read(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException noTerminal) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Rows first, as stty writes them; none of both may be 0, as it says when it does not know. */
  static Optional<TerminalSize> read(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    TerminalSize size =
        new TerminalSize(Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(1)));
    return size.columns > 0 && size.rows > 0 ? Optional.of(size) : Optional.empty();
  }
}

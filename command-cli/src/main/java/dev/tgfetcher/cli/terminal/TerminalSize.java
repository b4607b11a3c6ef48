package dev.tgfetcher.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a terminal in characters. */
public record TerminalSize(int columns, int rows) {
  static final TerminalSize DEFAULT = new TerminalSize(80, 24);

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final long TIMEOUT_SECONDS = 1;

  /** {@code COLUMNS} and {@code LINES} if both are set, else the size that the terminal reports. */
  public static TerminalSize of(Map<String, String> environment) {
    return read(environment.get("LINES") + " " + environment.get("COLUMNS"))
        .or(TerminalSize::ofDevice)
        .orElse(DEFAULT);
  }

  /** Runs {@code stty}, because Java has no call for it. */
  private static Optional<TerminalSize> ofDevice() {
    File terminal = new File("/dev/tty");
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
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

  /** Parses rows and columns as stty prints them; empty if one is 0, its sign for unknown. */
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

package dev.tgfetcher.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A real terminal with a shell in it. Tests type into it and read its screen. */
final class Tmux implements AutoCloseable {

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  /** Skips the test if a program is not on the path. In CI its absence is an error. */
  static void assumeInstalled(String program) {
    boolean isInstalled =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!isInstalled && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(program + " is missing: .ci/run installs it");
    }
    assumeTrue(isInstalled, program + " is not installed");
  }

  /**
   * Opens a terminal of 24 lines.
   *
   * @param folder the initial folder of the shell, and the place of the socket
   * @param shell the shell with its arguments
   */
  static Tmux open(Path folder, Map<String, String> environment, int columns, String... shell) {
    assumeInstalled("tmux");
    Tmux terminal = new Tmux(folder.resolve("tmux"));
    List<String> command =
        new ArrayList<>(
            List.of("new-session", "-d", "-x", String.valueOf(columns), "-y", "24", "-c"));
    command.add(folder.toString());
    environment.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
    command.addAll(List.of(shell));
    terminal.run(command.toArray(String[]::new));
    return terminal;
  }

  /** Types a line and presses Enter. */
  void enter(String line) {
    type(line);
    press("Enter");
  }

  void type(String text) {
    run("send-keys", "-l", "--", text);
  }

  /** Presses a key by its name in tmux, such as {@code C-c}. */
  void press(String key) {
    run("send-keys", key);
  }

  /** The lines of the screen, without trailing blanks and trailing empty lines. */
  List<String> lines() {
    return captured();
  }

  /** The lines of the screen, with the escape sequences of colours. */
  List<String> colouredLines() {
    return captured("-e");
  }

  private List<String> captured(String... options) {
    List<String> command = new ArrayList<>(List.of("capture-pane", "-p"));
    command.addAll(List.of(options));
    List<String> lines = new ArrayList<>(run(command.toArray(String[]::new)).lines().toList());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** Waits until the screen matches, and returns its lines. */
  List<String> await(Predicate<List<String>> condition) {
    return Awaitility.await().pollInterval(Duration.ofMillis(50)).until(this::lines, condition);
  }

  /** A property of the terminal by its name in tmux, such as {@code cursor_flag}. */
  String property(String name) {
    return run("display-message", "-p", "#{" + name + "}").strip();
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-S"));
    command.add(socket.toString());
    command.addAll(List.of(arguments));
    try {
      Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (tmux.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + out);
      }
      return out;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("kill-server");
  }
}

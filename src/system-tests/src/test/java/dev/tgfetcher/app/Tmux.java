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

/** A real terminal of some size with a shell in it, and what can be read on it. */
final class Tmux implements AutoCloseable {

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  /** Whether a program that a test needs is on the path; CI has to have it. */
  static void assumeInstalled(String program) {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(program + " is missing: .ci/run installs it");
    }
    assumeTrue(there, program + " is not installed");
  }

  /**
   * Opens it.
   *
   * @param folder where the shell begins; its socket is there too
   * @param shell with its arguments
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

  /** Types a line, and Enter. */
  void enter(String line) {
    type(line);
    press("Enter");
  }

  void type(String text) {
    run("send-keys", "-l", "--", text);
  }

  /** Presses a key by tmux' name for it, such as {@code C-c}. */
  void press(String key) {
    run("send-keys", key);
  }

  /** The screen's lines, without blanks at their ends and empty ones at the end. */
  List<String> lines() {
    return captured();
  }

  /** The same with the sequences that change colours. */
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

  /** Waits until the screen is so; returns it. */
  List<String> await(Predicate<List<String>> wanted) {
    return Awaitility.await().pollInterval(Duration.ofMillis(50)).until(this::lines, wanted);
  }

  /** A property of the terminal by tmux' name for it, such as {@code cursor_flag}. */
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

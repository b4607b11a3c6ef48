package dev.tgfetcher.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The editor of the operator: {@code VISUAL}, {@code EDITOR}, else vi. It may be a command with
 * arguments, as in git.
 */
public record TextEditor(String command) {
  public static TextEditor of(Map<String, String> environment) {
    for (String name : List.of("VISUAL", "EDITOR")) {
      String command = environment.getOrDefault(name, "");
      if (!command.isBlank()) {
        return new TextEditor(command);
      }
    }
    return new TextEditor("vi");
  }

  /**
   * Opens a file in the editor and waits for its end; returns the exit code of the editor.
   *
   * @throws InterruptedException if this thread is interrupted before
   */
  public int edit(Path file) throws IOException, InterruptedException {
    return new ProcessBuilder("/bin/sh", "-c", command + " \"$1\"", "sh", file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Creates a temporary file with the text, readable by its owner only. */
  public static Path fileOf(String text) throws IOException {
    Path file = Files.createTempFile("dead-letter-", ".json");
    Files.writeString(file, text);
    return file;
  }
}

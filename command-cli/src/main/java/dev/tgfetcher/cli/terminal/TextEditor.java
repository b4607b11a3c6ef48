package dev.tgfetcher.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The person's own editor: {@code VISUAL}, {@code EDITOR}, else vi. It may be a command with
 * arguments, as git reads it.
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
   * Has the person edit a file; returns the editor's exit code.
   *
   * @throws InterruptedException when this thread is interrupted meanwhile
   */
  public int edit(Path file) throws IOException, InterruptedException {
    return new ProcessBuilder("/bin/sh", "-c", command + " \"$1\"", "sh", file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Makes a file that nobody else may read, with a text to edit. */
  public static Path fileOf(String text) throws IOException {
    Path file = Files.createTempFile("dead-letter-", ".json");
    Files.writeString(file, text);
    return file;
  }
}

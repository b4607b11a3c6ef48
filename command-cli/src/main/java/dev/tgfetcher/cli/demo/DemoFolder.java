package dev.tgfetcher.cli.demo;

import dev.tgfetcher.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks the folder of the demo's archive before anything is started. */
final class DemoFolder {
  private DemoFolder() {}

  /**
   * Creates the folder if it is missing.
   *
   * @throws CliException if it cannot be written, or has chats that are not of a demo
   */
  static void check(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".demo", null));
      List<String> others = otherChats(folder);
      if (!others.isEmpty()) {
        throw CliException.wrongUsage(
            "--data-dir %s has the chats %s: name a folder of its own for the demo"
                .formatted(folder, String.join(", ", others)));
      }
    } catch (IOException e) {
      throw CliException.wrongUsage(
          "--data-dir %s cannot be written: name another folder (%s)".formatted(folder, e));
    }
  }

  private static List<String> otherChats(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !DemoWorld.CHATS.contains(name))
          .sorted()
          .toList();
    }
  }
}

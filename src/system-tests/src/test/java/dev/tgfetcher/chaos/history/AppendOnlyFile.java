package dev.tgfetcher.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The append-only file of a Redis that never rewrites it: all its transactions, in order. A command
 * outside of {@code MULTI} is a transaction of its own. An incomplete transaction at the end counts
 * as absent, as Redis takes it.
 */
public final class AppendOnlyFile {
  private final byte[] bytes;
  private int position;

  private AppendOnlyFile(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Finds the file in the directory of a server: one file before Redis 7, later the last part. */
  public static Path in(Path directory) throws IOException {
    Path parts = directory.resolve("appendonlydir");
    if (!Files.isDirectory(parts)) {
      return directory.resolve("appendonly.aof");
    }
    try (Stream<Path> files = Files.list(parts)) {
      return files
          .filter(file -> file.toString().endsWith(".incr.aof"))
          .sorted()
          .reduce((earlier, later) -> later)
          .orElseThrow();
    }
  }

  /** Each transaction is a list of commands, and a command is a list of words. */
  public static List<List<List<String>>> transactions(byte[] bytes) {
    AppendOnlyFile file = new AppendOnlyFile(bytes);
    List<List<List<String>>> transactions = new ArrayList<>();
    List<List<String>> open = null;
    for (List<String> command = file.next(); command != null; command = file.next()) {
      switch (command.get(0).toUpperCase(java.util.Locale.ROOT)) {
        case "MULTI" -> open = new ArrayList<>();
        case "EXEC" -> {
          transactions.add(open == null ? List.of() : List.copyOf(open));
          open = null;
        }
        default -> {
          if (open == null) {
            transactions.add(List.of(command));
          } else {
            open.add(command);
          }
        }
      }
    }
    return transactions;
  }

  /** Returns null at the end, or where the rest is cut off. */
  private List<String> next() {
    String line = line();
    while (line != null && line.startsWith("#")) {
      line = line();
    }
    if (line == null || !line.startsWith("*")) {
      return null;
    }
    int words = Integer.parseInt(line.substring(1));
    List<String> command = new ArrayList<>(words);
    for (int i = 0; i < words; i++) {
      String length = line();
      int size = length == null ? -1 : Integer.parseInt(length.substring(1));
      if (size < 0 || position + size + 2 > bytes.length) {
        return null;
      }
      command.add(new String(bytes, position, size, UTF_8));
      position += size + 2;
    }
    return command;
  }

  private String line() {
    for (int end = position; end + 1 < bytes.length; end++) {
      if (bytes[end] == '\r' && bytes[end + 1] == '\n') {
        String line = new String(bytes, position, end - position, UTF_8);
        position = end + 2;
        return line;
      }
    }
    return null;
  }
}

package dev.tgfetcher.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether there is a session that a worker can use. */
final class SessionCheck {
  private static final String CHECK = "session";
  private static final String DATABASE = "td.binlog";
  private static final String REMEDY = "run: tg-fetcher login";

  private SessionCheck() {}

  static Finding of(Path directory) {
    Path folder = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      return Finding.failed(CHECK, "none yet in " + folder, REMEDY);
    }
    try (Stream<Path> sessions = Files.list(folder)) {
      List<String> names =
          sessions
              .filter(session -> Files.isRegularFile(session.resolve(DATABASE)))
              .map(session -> session.getFileName().toString())
              .sorted()
              .toList();
      return names.isEmpty()
          ? Finding.failed(CHECK, "none yet in " + folder, REMEDY)
          : Finding.passed(CHECK, String.join(", ", names) + " in " + folder);
    } catch (IOException e) {
      return Finding.failed(
          CHECK, folder + " cannot be read", "give this user the right to read SESSION_DIR");
    }
  }
}

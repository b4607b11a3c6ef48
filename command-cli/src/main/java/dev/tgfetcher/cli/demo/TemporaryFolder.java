package dev.tgfetcher.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is deleted with its content when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
  static TemporaryFolder make() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("tg-fetcher-demo"));
  }

  @Override
  public void close() throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(path)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.deleteIfExists(each);
    }
  }
}

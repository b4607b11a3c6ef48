package dev.tgfetcher.schema.archive;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of older versions, in the test resources. */
final class OlderFiles {
  private OlderFiles() {}

  static Path path(String name) throws URISyntaxException {
    return Path.of(OlderFiles.class.getResource("/" + name).toURI());
  }

  static String text(String name) throws IOException, URISyntaxException {
    return Files.readString(path(name));
  }
}

package dev.tgfetcher.telegram;

import java.nio.file.Path;

/** The real libtdjson, provisioned once. */
final class TestLibrary {
  private TestLibrary() {}

  static Path path() {
    try {
      return TdlibProvisioner.ofThisMachine(System.getenv(), line -> {}).provide();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

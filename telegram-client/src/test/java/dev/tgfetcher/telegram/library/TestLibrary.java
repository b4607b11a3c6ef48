package dev.tgfetcher.telegram.library;

import java.nio.file.Path;

/** The TDLib library of this machine. */
public final class TestLibrary {
  private TestLibrary() {}

  public static Path path() {
    try {
      return TdlibProvisioner.ofThisMachine(System.getenv(), line -> {}).provide();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

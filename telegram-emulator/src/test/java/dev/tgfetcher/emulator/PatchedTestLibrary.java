package dev.tgfetcher.emulator;

import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The TDLib of these tests, provisioned like the product's and made to trust the emulator. */
final class PatchedTestLibrary {
  private PatchedTestLibrary() {}

  /** The runtime of all tests in this process: a library that was loaded cannot be unloaded. */
  static TdRuntime runtime() {
    return Holder.RUNTIME;
  }

  static Path original() {
    return Holder.ORIGINAL;
  }

  /** Two libraries cannot be loaded at once, so one that was chosen by hand is not tried out. */
  private static Path provide() {
    String chosen = System.getenv("TDLIB_LIBRARY");
    if (chosen != null) {
      return Path.of(chosen);
    }
    try {
      return TdlibProvisioner.ofThisMachine(
              System.getenv(), LoggerFactory.getLogger(PatchedTestLibrary.class)::info)
          .provide();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path directory() {
    try {
      return Files.createDirectories(Path.of("target", "tdlib"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final Path ORIGINAL = provide();
    static final TdRuntime RUNTIME = TdRuntime.open(PatchedTdlib.patch(ORIGINAL, directory()));
  }
}

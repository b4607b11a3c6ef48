package dev.tgfetcher.emulator;

import dev.tgfetcher.telegram.library.ConfiguredBinding;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The TDLib of these tests: the product's library, patched to trust the emulator. */
final class PatchedTestLibrary {
  private PatchedTestLibrary() {}

  /** The runtime of all tests in this process, because a loaded library cannot be unloaded. */
  static TdRuntime runtime() {
    return Holder.RUNTIME;
  }

  static Path original() {
    return Holder.ORIGINAL;
  }

  /** The binding that the environment names. */
  static TdBinding binding() {
    return ConfiguredBinding.of(System.getenv());
  }

  /** A library in TDLIB_LIBRARY is not tested first: a process can load only one. */
  private static Path provide() {
    String configured = System.getenv("TDLIB_LIBRARY");
    if (configured != null) {
      return Path.of(configured);
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
    static final TdRuntime RUNTIME =
        TdRuntime.open(binding(), PatchedTdlib.patch(ORIGINAL, directory()));
  }
}

package dev.tgfetcher.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The wall clock of a Redis, which a test can step. It is a library that the C compiler of the
 * machine makes and that is loaded before Redis; without a compiler the clock does not step.
 */
final class RedisClock {
  private static final String SOURCE = "shifted_clock.c";

  private final Path file;
  private final Path library;

  /** Compiles the library into a folder. */
  RedisClock(Path folder) throws IOException, InterruptedException {
    file = folder.resolve("clock");
    library = folder.resolve("shifted_clock.so");
    step(0);
    Path source = folder.resolve(SOURCE);
    try (InputStream text = RedisClock.class.getResourceAsStream(SOURCE)) {
      Files.write(source, text.readAllBytes());
    }
    compile(source);
  }

  private void compile(Path source) throws InterruptedException {
    try {
      int exit =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("cc ended with " + exit);
      }
    } catch (IOException noCompiler) {
      // The clock does not step.
    }
  }

  boolean canStep() {
    return Files.exists(library);
  }

  /** The environment of a Redis that has this clock. */
  Map<String, String> environment() {
    return canStep()
        ? Map.of("LD_PRELOAD", library.toString(), "CHAOS_CLOCK", file.toString())
        : Map.of();
  }

  /** Sets how far the clock is ahead of that of the machine. */
  void step(long secondsAhead) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
      channel.write(number.putLong(secondsAhead).flip(), 0);
    }
  }
}

package dev.tgfetcher.telegram.tdjson;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The C library's heap. It keeps what a closed client has freed, in pools that belong to threads:
 * the next client's threads have others, so every client would add to what is resident.
 */
public final class NativeHeap {
  private static final @Nullable Function TRIM = find("malloc_trim");

  private NativeHeap() {}

  /** Gives what is free back to the system, where the C library can: glibc's does. */
  public static void trim() {
    if (TRIM != null) {
      int unused = TRIM.invokeInt(new Object[] {0L});
    }
  }

  private static @Nullable Function find(String name) {
    try {
      return NativeLibrary.getProcess().getFunction(name);
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }
}

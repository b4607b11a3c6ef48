package dev.tgfetcher.telegram.tdjson;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The heap of the C library. It keeps the memory of a closed client in pools that belong to
 * threads. The threads of the next client use other pools, so every client would add to the
 * resident memory.
 */
public final class NativeHeap {
  private static final @Nullable Function TRIM = find("malloc_trim");

  private NativeHeap() {}

  /** Returns free memory to the system, if the C library can, as glibc can. */
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

package dev.tgfetcher.telegram.library;

import dev.tgfetcher.telegram.tdjson.TdBinding;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A TDLib that was loaded by a binding and is recent enough for it.
 *
 * @param version such as {@code 1.8.67}
 */
public record LoadedTdlib(TdBinding binding, String version, Path library) {

  /**
   * Refuses a version that is too old.
   *
   * @throws TdlibUnavailableException when the version is older than the oldest one of the binding
   */
  public LoadedTdlib {
    String oldest = binding.oldestVersion();
    if (isOlder(version, oldest)) {
      throw new TdlibUnavailableException(
          ("%s is TDLib %s, older than %s, which was tested with %s: set TDLIB_LIBRARY to a newer"
                  + " library, or unset it")
              .formatted(library, version, oldest, binding.description()));
    }
  }

  /**
   * Loads the library, or uses the loaded one, and asks for its version.
   *
   * @throws TdlibUnavailableException when it does not load or is too old
   */
  public static LoadedTdlib load(TdBinding binding, Path library) {
    try (TdRuntime runtime = TdRuntime.open(binding, library)) {
      return new LoadedTdlib(binding, runtime.version(), library);
    } catch (UnsatisfiedLinkError e) {
      throw new TdlibUnavailableException(
          library + " does not load by " + binding.description() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the version and the binding for people. */
  public String description() {
    return "TDLib " + version + " by " + binding.description();
  }

  static boolean isOlder(String version, String oldest) {
    return Arrays.compare(numbers(version), numbers(oldest)) < 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]+", -1))
        .filter(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}

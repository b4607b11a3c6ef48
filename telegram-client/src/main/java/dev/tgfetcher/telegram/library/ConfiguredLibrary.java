package dev.tgfetcher.telegram.library;

import dev.tgfetcher.telegram.tdjson.JsonBinding;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Checks the library file that an operator sets in {@code TDLIB_LIBRARY}. */
public final class ConfiguredLibrary {
  private ConfiguredLibrary() {}

  /**
   * Checks that the file exists, loads and is not older than {@link TdlibBuild#VERSION}.
   *
   * @return the file
   * @throws TdlibUnavailableException when a check fails
   */
  public static Path check(Path library) {
    return check(new JsonBinding(), library);
  }

  /** Checks that the file exists, loads and is not older than the oldest one of the binding. */
  static Path check(TdBinding binding, Path library) {
    return check(binding, library, file -> loadedVersion(binding, file));
  }

  /**
   * @param versionOf loads the library and returns its version
   */
  static Path check(TdBinding binding, Path library, Function<Path, String> versionOf) {
    if (!Files.isRegularFile(library)) {
      throw refusal(library, "there is no such file");
    }
    if (!Files.isReadable(library)) {
      throw refusal(library, "it cannot be read");
    }
    String version = versionOf.apply(library);
    if (LoadedTdlib.isOlder(version, binding.oldestVersion())) {
      throw refusal(library, "it is TDLib " + version + ", older than " + binding.oldestVersion());
    }
    return library;
  }

  private static String loadedVersion(TdBinding binding, Path library) {
    try (TdRuntime runtime = TdRuntime.open(binding, library)) {
      return runtime.version();
    } catch (UnsatisfiedLinkError e) {
      throw refusal(library, "it is no TDLib for this platform, or damaged");
    }
  }

  private static TdlibUnavailableException refusal(Path library, String reason) {
    return new TdlibUnavailableException("TDLIB_LIBRARY=" + library + ": " + reason);
  }
}

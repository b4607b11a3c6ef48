package dev.tgfetcher.telegram.library;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Finds the folder for files that can be fetched again: {@code TGF_CACHE}, or the user's cache. */
final class CacheFolder {
  private static final String NAME = "tg-fetcher";

  private CacheFolder() {}

  static Path of(Map<String, String> environment, String osName, Path home) {
    String chosen = environment.getOrDefault("TGF_CACHE", "");
    if (!chosen.isBlank()) {
      return Path.of(chosen);
    }
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return under(environment, "LOCALAPPDATA", home.resolve("AppData/Local"));
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library/Caches").resolve(NAME);
    }
    return under(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
  }

  private static Path under(Map<String, String> environment, String variable, Path otherwise) {
    String folder = environment.getOrDefault(variable, "");
    return (folder.isBlank() ? otherwise : Path.of(folder)).resolve(NAME);
  }
}

package dev.tgfetcher.telegram.library;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The platforms that have an npm package of TDLib. */
public enum TdlibPlatform {
  LINUX_X64(
      "linux-x64-glibc",
      "libtdjson.so",
      "564c69f81a7537f2857e94a53cdde363d9e51a2fca48d26b365b8d9bb9ad637d",
      "47ad24192a3c84d0be783c7c07adb14af0d2f3f53b5830d4660f58c51f298197"),
  LINUX_ARM64("linux-arm64-glibc", "libtdjson.so", null, null),
  MACOS_X64("darwin-x64", "libtdjson.dylib", null, null),
  MACOS_ARM64("darwin-arm64", "libtdjson.dylib", null, null),
  WINDOWS_X64("win32-x64", "tdjson.dll", null, null);

  private final String packageName;
  private final String libraryFile;
  private final @Nullable String packageSha256;
  private final @Nullable String librarySha256;

  TdlibPlatform(
      String packageName,
      String libraryFile,
      @Nullable String packageSha256,
      @Nullable String librarySha256) {
    this.packageName = packageName;
    this.libraryFile = libraryFile;
    this.packageSha256 = packageSha256;
    this.librarySha256 = librarySha256;
  }

  public TdlibBuild build() {
    return new TdlibBuild(packageName, libraryFile, packageSha256, librarySha256);
  }

  /**
   * Returns the platform of two system properties of Java.
   *
   * @param osName {@code os.name}
   * @param osArch {@code os.arch}
   * @throws TdlibUnavailableException when TDLib has no package for it
   */
  public static TdlibPlatform of(String osName, String osArch) {
    TdlibPlatform platform =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> x64(osName.toLowerCase(Locale.ROOT));
          case "aarch64", "arm64" -> arm64(osName.toLowerCase(Locale.ROOT));
          default -> null;
        };
    if (platform == null) {
      throw new TdlibUnavailableException(
          "TDLib is not packed for %s on %s: build it and set TDLIB_LIBRARY=/path/to/the/library"
              .formatted(osName, osArch));
    }
    return platform;
  }

  private static @Nullable TdlibPlatform x64(String os) {
    if (os.startsWith("windows")) {
      return WINDOWS_X64;
    }
    if (os.startsWith("mac")) {
      return MACOS_X64;
    }
    return os.startsWith("linux") ? LINUX_X64 : null;
  }

  private static @Nullable TdlibPlatform arm64(String os) {
    if (os.startsWith("mac")) {
      return MACOS_ARM64;
    }
    return os.startsWith("linux") ? LINUX_ARM64 : null;
  }
}

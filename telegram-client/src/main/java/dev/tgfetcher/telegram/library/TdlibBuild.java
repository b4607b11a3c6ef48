package dev.tgfetcher.telegram.library;

import org.jspecify.annotations.Nullable;

/**
 * TDLib, built for one platform and packed for npm.
 *
 * @param name of the platform as the package spells it
 * @param libraryFile the library's name inside the package
 * @param packageSha256 of the packed {@code .tgz}; null when nobody has written it down
 * @param librarySha256 of the library itself; null when nobody has written it down
 */
public record TdlibBuild(
    String name,
    String libraryFile,
    @Nullable String packageSha256,
    @Nullable String librarySha256) {

  /** Of TDLib itself. */
  public static final String VERSION = "1.8.67";

  private static final String PACKAGE_VERSION = "0.1008067.0";

  String packageSpec() {
    return "@prebuilt-tdlib/" + name + "@" + PACKAGE_VERSION;
  }

  String libraryEntry() {
    return "package/" + libraryFile;
  }

  /** Trusts a library of the given checksum, on an operator's word. */
  TdlibBuild trusting(String sha256) {
    return new TdlibBuild(name, libraryFile, null, sha256);
  }
}

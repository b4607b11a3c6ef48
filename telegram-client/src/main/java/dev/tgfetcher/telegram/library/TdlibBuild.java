package dev.tgfetcher.telegram.library;

import dev.tgfetcher.telegram.tdjson.JsonBinding;
import org.jspecify.annotations.Nullable;

/**
 * The npm package of TDLib for one platform.
 *
 * @param name the platform in the name of the package
 * @param libraryFile the file name of the library in the package
 * @param packageSha256 of the packed {@code .tgz}; null when unknown
 * @param librarySha256 of the library file; null when unknown
 */
public record TdlibBuild(
    String name,
    String libraryFile,
    @Nullable String packageSha256,
    @Nullable String librarySha256) {

  /** The version of TDLib. */
  public static final String VERSION = JsonBinding.TESTED_VERSION;

  private static final String PACKAGE_VERSION = "0.1008067.0";

  String packageSpec() {
    return "@prebuilt-tdlib/" + name + "@" + PACKAGE_VERSION;
  }

  String libraryEntry() {
    return "package/" + libraryFile;
  }

  /** Returns a build that accepts the library with a checksum that an operator sets. */
  TdlibBuild trusting(String sha256) {
    return new TdlibBuild(name, libraryFile, null, sha256);
  }
}

package dev.tgfetcher.telegram.tdjson;

import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** A way to TDLib's functions. {@link java.util.ServiceLoader} finds the bindings. */
public interface TdBinding {

  /** Returns the value of {@code TDLIB_BINDING} that selects this binding. */
  String name();

  /** Returns the binding's name and version for people. */
  String description();

  /** Returns the version of the oldest TDLib that this binding accepts. */
  String oldestVersion();

  /** Returns the library in the binding's own jars; empty when a library must be provided. */
  Optional<URL> bundledLibrary();

  /**
   * Loads the library, which stays loaded until the process ends.
   *
   * @throws UnsatisfiedLinkError when the file is no such library for this platform
   */
  TdJson load(Path library);
}

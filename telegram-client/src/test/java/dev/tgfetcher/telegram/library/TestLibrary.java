package dev.tgfetcher.telegram.library;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The libtdjson of this machine, whatever binding the environment names. */
public final class TestLibrary {
  private TestLibrary() {}

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TDLIB_BINDING", "json");
    return environment;
  }

  public static Path path() {
    try {
      return TdlibProvisioner.ofThisMachine(environment(), line -> {}).provide();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

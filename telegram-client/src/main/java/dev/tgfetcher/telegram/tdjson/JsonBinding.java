package dev.tgfetcher.telegram.tdjson;

import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** The binding of TDLib's JSON interface, which every {@code libtdjson} has. */
public record JsonBinding() implements TdBinding {

  /** The value of {@code TDLIB_BINDING} for this binding. */
  public static final String NAME = "json";

  /** The version of TDLib that the tests run. */
  public static final String TESTED_VERSION = "1.8.67";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "the JSON interface";
  }

  @Override
  public String oldestVersion() {
    return TESTED_VERSION;
  }

  @Override
  public Optional<URL> bundledLibrary() {
    return Optional.empty();
  }

  @Override
  public TdJson load(Path library) {
    return NativeTdJson.load(library);
  }
}

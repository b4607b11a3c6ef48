package dev.tgfetcher.telegram.tdlight;

import dev.tgfetcher.telegram.tdjson.TdBinding;
import dev.tgfetcher.telegram.tdjson.TdJson;
import dev.tgfetcher.telegram.tdobject.ObjectTdJson;
import dev.tgfetcher.telegram.tdobject.StaticNatives;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The binding of TDLight-Java's native client. TDLight's classes are found by name, so this class
 * compiles without them. It loads the library itself, and not by TDLight's loader, so that {@code
 * TDLIB_LIBRARY} can name another one.
 */
public final class TdlightBinding implements TdBinding {
  private static final String LIBRARIES = "META-INF/tdlightjni/";

  private final Properties build = new Properties();

  public TdlightBinding() {
    try (InputStream in = TdlightBinding.class.getResourceAsStream("tdlight.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "tdlight";
  }

  @Override
  public String description() {
    return "TDLight-Java " + build.getProperty("version");
  }

  /** TDLight-Java 3.5.5 has this version. */
  @Override
  public String oldestVersion() {
    return "1.8.66";
  }

  @Override
  public Optional<URL> bundledLibrary() {
    String file = System.mapLibraryName("tdjni." + build.getProperty("natives"));
    return Optional.ofNullable(
        TdlightBinding.class.getClassLoader().getResource(LIBRARIES + file));
  }

  @Override
  public TdJson load(Path library) {
    System.load(library.toAbsolutePath().toString());
    return new ObjectTdJson(
        named("it.tdlight.jni.TdApi"),
        new StaticNatives(named("it.tdlight.tdnative.NativeClient")));
  }

  private static Class<?> named(String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("TDLight-Java has no " + className, e);
    }
  }
}

package dev.tgfetcher.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TracingOffTest {
  @Test
  void without_tracing_no_class_of_open_telemetry_is_needed() throws Exception {
    URL[] without =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("opentelemetry"))
            .map(TracingOffTest::url)
            .toArray(URL[]::new);

    try (URLClassLoader loader = new URLClassLoader(without, null)) {
      Object tracing =
          loader
              .loadClass(Tracing.class.getName())
              .getMethod("open", Optional.class, String.class, String.class, String.class)
              .invoke(null, Optional.empty(), "service", "worker", "1.0");

      assertThat(tracing.getClass().getMethod("commands").invoke(tracing)).isNotNull();
    }
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}

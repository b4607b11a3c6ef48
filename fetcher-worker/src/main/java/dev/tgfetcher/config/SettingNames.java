package dev.tgfetcher.config;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of all settings, and names that resemble them. */
public final class SettingNames {
  private static final int MOST_EDITS = 2;

  /** Shorter names resemble too many others. */
  private static final int SHORTEST = 6;

  private SettingNames() {}

  /** The names that the program reads. */
  public static Set<String> known() {
    Set<String> names = new TreeSet<>();
    Stream.of(
            RedisConfig.class,
            SessionConfig.class,
            RetryConfig.class,
            ArchiveConfig.class,
            WorkerConfig.class,
            LimitConfig.class,
            LogConfig.class,
            BatchConfig.class,
            HttpConfig.class,
            MetricsConfig.class,
            TraceConfig.class,
            ConsoleConfig.class)
        .flatMap(mapping -> Arrays.stream(mapping.getDeclaredMethods()))
        .filter(method -> !method.isDefault() && method.getParameterCount() == 0)
        .map(SettingNames::name)
        .forEach(names::add);
    return names;
  }

  private static String name(Method method) {
    return method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  /** The misspelt names in the environment and the files, each with the name that is meant. */
  public static Map<String, String> misspelt(
      Map<String, String> environment, Path envFile, Path yamlFile) {
    Set<String> known = known();
    Map<String, String> misspelt = new TreeMap<>();
    Stream.of(environment, Settings.dotEnv(envFile), Settings.yaml(yamlFile))
        .flatMap(source -> source.keySet().stream())
        .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'))
        .filter(name -> !known.contains(name) && name.length() >= SHORTEST)
        .forEach(name -> nearest(name, known).ifPresent(meant -> misspelt.put(name, meant)));
    return misspelt;
  }

  private static Optional<String> nearest(String name, Set<String> known) {
    return known.stream()
        .filter(one -> EditDistance.between(name, one) <= MOST_EDITS)
        .min(Comparator.comparingInt(one -> EditDistance.between(name, one)));
  }
}

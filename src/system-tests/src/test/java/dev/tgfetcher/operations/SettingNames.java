package dev.tgfetcher.operations;

import dev.tgfetcher.config.Settings;
import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the variables in settings, compose files and {@code .env.example}. */
final class SettingNames {
  private static final Pattern INTERPOLATED = Pattern.compile("(?<!\\$)\\$\\{([A-Z][A-Z0-9_]*)");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=");

  private SettingNames() {}

  /** The variables of {@link Settings}. */
  static Set<String> ofProgram() {
    return Arrays.stream(Settings.class.getRecordComponents())
        .map(RecordComponent::getType)
        .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(Method::getName)
        .map(SettingNames::environmentName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String environmentName(String method) {
    return method.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  /** The variables in a text of the form {@code ${NAME}} or {@code ${NAME:-default}}. */
  static Set<String> interpolatedIn(String text) {
    return found(INTERPOLATED.matcher(text));
  }

  /** The variables of {@code .env.example}, set or commented out. */
  static Set<String> ofExample() {
    return found(EXAMPLE.matcher(Repository.text(".env.example")));
  }

  /** The value of a variable that {@code .env.example} sets. */
  static String valueInExample(String name) {
    return Repository.text(".env.example")
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not set in .env.example"));
  }

  private static Set<String> found(Matcher matcher) {
    return matcher
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

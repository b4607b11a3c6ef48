package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.SettingNames;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks that no setting is misspelt: the program ignores a name that it does not know. */
final class SettingNamesCheck {
  private static final String CHECK = "setting names";

  private SettingNamesCheck() {}

  static CheckResult of(Map<String, String> environment, Path envFile, Path yamlFile) {
    Map<String, String> misspelt = SettingNames.misspelt(environment, envFile, yamlFile);
    if (misspelt.isEmpty()) {
      return CheckResult.passed(CHECK, "none is misspelt");
    }
    return CheckResult.warned(
        CHECK,
        misspelt.entrySet().stream()
            .map(one -> one.getKey() + " is no setting; did you mean " + one.getValue() + "?")
            .collect(Collectors.joining(" ")),
        "rename it in the environment, .env or application.yaml");
  }
}

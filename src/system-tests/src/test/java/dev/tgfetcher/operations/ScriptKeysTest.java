package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts name their keys in KEYS, or begin with the flag by which Dragonfly permits others. Redis
 * takes the flag for a comment.
 */
class ScriptKeysTest {
  private static final String FLAG = "--!df flags=allow-undeclared-keys\n";
  private static final Pattern FIRST_ARGUMENT =
      Pattern.compile("redis\\.p?call\\('([A-Z]+)', (\\w+)");
  private static final Pattern OF_KEYS = Pattern.compile("local ([\\w, ]+) =\\s+KEYS");
  private static final Pattern PARAMETERS = Pattern.compile("local function \\w+\\(([\\w, ]+)\\)");
  private static final Pattern LOOP =
      Pattern.compile("for _, (\\w+) in ipairs\\(\\{?([\\w, ]+)}?\\)");
  private static final Set<String> WITHOUT_KEY = Set.of("TIME", "PUBLISH", "INFO", "SCAN");

  static Stream<Path> scripts() {
    return Stream.of("fetcher-worker", "command-cli")
        .flatMap(module -> Repository.files(module + "/src/main/resources", ".lua").stream());
  }

  private static Set<String> undeclared(String script) {
    Set<String> declared = new HashSet<>(List.of("KEYS"));
    OF_KEYS.matcher(script).results().forEach(keys -> declared.addAll(names(keys.group(1))));
    PARAMETERS.matcher(script).results().forEach(some -> declared.addAll(names(some.group(1))));
    LOOP.matcher(script)
        .results()
        .filter(loop -> declared.containsAll(names(loop.group(2))))
        .forEach(loop -> declared.add(loop.group(1)));
    Set<String> others = new TreeSet<>();
    FIRST_ARGUMENT
        .matcher(script)
        .results()
        .filter(call -> !WITHOUT_KEY.contains(call.group(1)))
        .map(ScriptKeysTest::key)
        .filter(key -> !declared.contains(key))
        .forEach(others::add);
    return others;
  }

  private static String key(MatchResult call) {
    return call.group(2);
  }

  private static List<String> names(String list) {
    return Arrays.asList(list.split(", ", -1));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void only_a_script_with_the_flag_uses_keys_that_it_does_not_declare(Path file) {
    String script = Repository.text(file);

    if (script.startsWith(FLAG)) {
      assertThat(undeclared(script)).isNotEmpty();
    } else {
      assertThat(undeclared(script)).isEmpty();
    }
  }

  @Test
  void the_scripts_with_the_flag_are_those_of_the_document() {
    List<String> flagged =
        scripts()
            .filter(file -> Repository.text(file).startsWith(FLAG))
            .map(file -> "`" + file.getFileName() + "`")
            .toList();

    assertThat(flagged).isNotEmpty();
    assertThat(Repository.text(Repository.path("docs/operations.md"))).contains(flagged);
  }
}

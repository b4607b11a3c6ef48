package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links of the documents lead somewhere, and the classes and scripts that they name exist. */
class DocumentsTest {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** A name in camel case, alone or before a method, in backticks or in a step of the last list. */
  private static final Pattern CLASS =
      Pattern.compile("(?:`|(?m:^[0-9][a-z ]+))([A-Z][a-z]+(?:[A-Z][a-z]+)+)\\b");

  private static final Pattern SCRIPT = Pattern.compile("\\b([a-z_]+)\\.lua\\b");

  /** A class of Redisson. */
  private static final String OF_ANOTHER_PRODUCT = "RRateLimiter";

  @Test
  void every_relative_link_and_anchor_leads_somewhere() {
    assertThat(Document.all()).flatMap(Document::relativeLinks).hasSizeGreaterThan(100);
    assertThat(Document.all()).flatMap(Document::brokenLinks).isEmpty();
  }

  @Test
  void a_broken_link_is_found(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.md");
    Files.writeString(
        file, "# One `page`\n[a](#one-page) [b](#two) [c](missing.md) [d](page.md)\n");

    assertThat(Document.of(file).brokenLinks())
        .hasSize(2)
        .anyMatch(problem -> problem.endsWith("#two: no such heading"))
        .anyMatch(problem -> problem.endsWith("missing.md: no such file"));
  }

  @Test
  void the_readme_begins_with_the_product_and_a_line_of_contents() {
    String readme = Repository.text("README.md");

    assertThat(readme).startsWith("# tg-fetcher\n\ntg-fetcher ");
    assertThat(readme.lines().limit(6)).anyMatch(line -> line.startsWith("[Install and try]("));
    assertThat(SPACES.splitAsStream(readme).count()).as("words").isLessThanOrEqualTo(900);
  }

  @Test
  void classes_and_scripts_of_the_architecture_exist() {
    String architecture = Repository.text("ARCHITECTURE.md");

    assertThat(found(CLASS, architecture)).hasSizeGreaterThan(20).isSubsetOf(sources(".java"));
    assertThat(found(SCRIPT, architecture)).hasSizeGreaterThan(10).isSubsetOf(sources(".lua"));
  }

  @Test
  void classes_and_scripts_of_the_rationale_exist() {
    String rationale = Repository.text("RATIONALE.md").replace(OF_ANOTHER_PRODUCT, "");

    assertThat(found(CLASS, rationale)).isNotEmpty().isSubsetOf(sources(".java"));
    assertThat(found(SCRIPT, rationale)).isNotEmpty().isSubsetOf(sources(".lua"));
  }

  private static Set<String> found(Pattern name, String text) {
    return name.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  /** The names of all sources with this ending, without it. */
  private static Set<String> sources(String ending) {
    return Stream.of(
            "event-schema/src",
            "telegram-client/src",
            "telegram-client-tdlight/src",
            "telegram-emulator/src",
            "fetcher-worker/src",
            "command-cli/src",
            "src/system-tests/src")
        .flatMap(folder -> Repository.files(folder, ending).stream())
        .map(file -> file.getFileName().toString().replace(ending, ""))
        .collect(Collectors.toSet());
  }
}

package dev.tgfetcher.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB belongs to {@code archive query} and {@code archive export}, and not to the worker. */
@Tag("app")
class ArchiveQueryProcessTest {
  private static final Path APP = BuiltApp.LAUNCHER.resolveSibling("command-cli/target/app");
  private static final Path PROGRAM = APP.resolve("tg-fetcher.jar");

  @TempDir private Path folder;

  @Test
  void the_class_path_of_a_worker_has_no_duckdb() throws IOException {
    try (JarFile program = new JarFile(PROGRAM.toFile());
        Stream<Path> libraries = Files.list(APP.resolve("lib"))) {
      String classPath =
          program.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);

      assertThat(classPath).contains("lib/picocli").doesNotContain("duckdb", "bcrypt", "htmx");
      assertThat(libraries.map(Path::toString))
          .noneMatch(name -> name.matches(".*(duckdb|bcrypt|htmx).*"));
    }
  }

  @Test
  void the_launcher_adds_it_for_a_query() throws Exception {
    BuiltApp.Result result =
        BuiltApp.run(
            BuiltApp.LAUNCHER,
            folder,
            Map.of(),
            "archive",
            "query",
            "SELECT 42 AS answer",
            "-o",
            "json");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("[\n{\"answer\":42}\n]\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void without_it_a_query_names_the_launcher() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    BuiltApp.Result result =
        BuiltApp.run(
            java, folder, Map.of(), "-jar", PROGRAM.toString(), "archive", "query", "SELECT 42");

    assertThat(result.err())
        .startsWith(
            "error: DuckDB's driver is missing: run this subcommand by the script tg-fetcher")
        .hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
  }
}

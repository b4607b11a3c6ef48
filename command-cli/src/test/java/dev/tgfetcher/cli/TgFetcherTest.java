package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.StandardOutput;
import dev.tgfetcher.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class TgFetcherTest {
  /** Without these a subcommand asks for them before anything else. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "schedule", " --cron x",
          "dlq show", " abc",
          "dlq edit", " abc",
          "queue cancel", " abc",
          "sessions logout", " main",
          "sessions rekey", " main",
          "completion", " bash",
          "man-pages", " man1");

  @TempDir private Path directory;

  static Stream<String> subcommands() {
    return subcommands(
        TgFetcher.commandLine(
            CliContext.ofThisProcess(Main.class, StandardOutput.ofThisProcess().writer())),
        "");
  }

  private static Stream<String> subcommands(CommandLine parent, String prefix) {
    return parent.getSubcommands().entrySet().stream()
        .flatMap(
            subcommand ->
                Stream.concat(
                    Stream.of(prefix + subcommand.getKey()),
                    subcommands(subcommand.getValue(), prefix + subcommand.getKey() + " ")));
  }

  @Test
  void the_help_lists_the_subcommands() {
    CommandLineRunner.Result result = new CommandLineRunner(directory).run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "demo", "worker", "login", "push", "fetch", "schedule", "status", "events", "doctor");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void every_subcommand_has_help_with_an_example_that_fits_80_columns(String subcommand) {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run((subcommand + " --help").split(" ", -1));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Examples:\n  ").contains("tg-fetcher " + subcommand);
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void every_subcommand_refuses_an_unknown_option(String subcommand) {
    String whole = subcommand + NEEDED.getOrDefault(subcommand, "");

    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run((whole + " --hepl").split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("unknown option '--hepl'; did you mean '--help'?");
  }

  @Test
  void a_mistyped_subcommand_suggests_the_right_one() {
    CommandLineRunner.Result result = new CommandLineRunner(directory).run("psuh", "@ru_python");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: unknown subcommand 'psuh'; did you mean 'push'?\nTry 'tg-fetcher --help'.\n");
  }

  @Test
  void nothing_resembles_a_word_from_elsewhere() {
    assertThat(new CommandLineRunner(directory).run("frobnicate").err())
        .startsWith("error: unknown subcommand 'frobnicate'\n");
  }

  @Test
  void no_subcommand_is_wrong_usage() {
    assertThat(new CommandLineRunner(directory).run().exitCode()).isEqualTo(2);
    assertThat(new CommandLineRunner(directory).run("tdlib").err())
        .startsWith("error: a subcommand is missing: install");
  }

  @Test
  void a_failure_is_red_on_a_terminal_alone() {
    Terminal person = new Terminal(true, true, true, false);
    Terminal plain = new Terminal(true, true, true, true);

    assertThat(new CommandLineRunner(directory).on(person).run("psuh").err())
        .startsWith("\u001b[31merror: ");
    assertThat(new CommandLineRunner(directory).on(plain).run("psuh").err()).startsWith("error: ");
  }

  @Test
  void a_wrong_configuration_is_told_whole_in_one_line() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory)
            .with("MAX_RETRY_ATTEMPTS", "0")
            .with("WORKER_CONCURRENCY", "0")
            .run("push", "@ru_python", "--date", "2025-11-07");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .startsWith("error: ")
        .contains("MAX_RETRY_ATTEMPTS", "WORKER_CONCURRENCY");
  }

  @Test
  void an_env_file_that_is_not_there_is_refused() {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory)
            .run("events", "--env-file", directory.resolve("none").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--env-file").contains("cannot be read");
  }

  @Test
  void an_env_file_is_read() throws Exception {
    Files.writeString(directory.resolve("mine.env"), "REDIS_URL=http://nowhere\n");

    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run("events", "--env-file", "mine.env");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("REDIS_URL");
  }
}

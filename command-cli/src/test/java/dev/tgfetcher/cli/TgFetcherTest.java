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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TgFetcherTest {
  /** Arguments that a subcommand requires before it looks at others. */
  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("archive export", " --format csv --into x"),
          Map.entry("archive query", " SELECT"),
          Map.entry("archive diff", " @a 2025-11-07"),
          Map.entry("archive history", " @a 7"),
          Map.entry("dlq show", " abc"),
          Map.entry("dlq edit", " abc"),
          Map.entry("queue cancel", " abc"),
          Map.entry("sessions logout", " main"),
          Map.entry("sessions rekey", " main"),
          Map.entry("completion", " bash"),
          Map.entry("man-pages", " man1"),
          Map.entry("workers drain", " w1"),
          Map.entry("workers undrain", " w1"),
          Map.entry("show", " abc"),
          Map.entry("batch show", " abc"));

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
    String whole = subcommand + REQUIRED.getOrDefault(subcommand, "");

    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run((whole + " --hepl").split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("unknown option '--hepl'; did you mean '--help'?");
  }

  @ParameterizedTest
  @CsvSource({
    "pish,push",
    "pus,push",
    "pushh,push",
    "evnets,events",
    "wrker,worker",
    "stauts,status"
  })
  void a_mistyped_subcommand_suggests_the_right_one(String mistyped, String meant) {
    CommandLineRunner.Result result = new CommandLineRunner(directory).run(mistyped, "@ru_python");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: unknown subcommand '%s'; did you mean '%s'?%nTry 'tg-fetcher --help'.%n"
                .formatted(mistyped, meant));
  }

  @ParameterizedTest
  @CsvSource({"--folow,--follow", "--sincee,--since", "--outptu,--output"})
  void a_mistyped_option_suggests_the_right_one(String mistyped, String meant) {
    assertThat(new CommandLineRunner(directory).run("events", mistyped).err())
        .startsWith("error: unknown option '%s'; did you mean '%s'?\n".formatted(mistyped, meant));
  }

  @Test
  void a_word_that_resembles_no_subcommand_is_refused_without_a_suggestion() {
    assertThat(new CommandLineRunner(directory).run("xyzzy").err())
        .isEqualTo("error: unknown subcommand 'xyzzy'\nTry 'tg-fetcher --help'.\n");
  }

  @Test
  void a_surplus_argument_is_refused() {
    assertThat(new CommandLineRunner(directory).run("status", "now").err())
        .startsWith("error: unknown argument 'now'\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dlq ", "queue ", "orphans ", "sessions ", "archive ", "limits "})
  void the_help_of_a_group_speaks_of_subcommands(String group) {
    String help = new CommandLineRunner(directory).run((group + "--help").split(" ", -1)).out();

    assertThat(help).contains("SUBCOMMAND", "\nSubcommands:\n").doesNotContain("[COMMAND]");
  }

  @ParameterizedTest
  @CsvSource({
    "help dlq list, tg-fetcher dlq list",
    "help dlq, tg-fetcher dlq",
    "help, tg-fetcher",
    "dlq --help, tg-fetcher dlq",
    "dlq ls --help, tg-fetcher dlq list",
    "dlq get --help, tg-fetcher dlq show",
    "dlq get abc --help, tg-fetcher dlq show",
    "dlq --limit 5 --help, tg-fetcher dlq list",
    "sessions -o json --help, tg-fetcher sessions list",
    "get workers --help, tg-fetcher workers",
    "ls dlq --limit 3 --help, tg-fetcher dlq list",
    "list queue --help, tg-fetcher queue"
  })
  void nouns_and_verbs_are_taken_as_people_type_them(String line, String subcommand) {
    CommandLineRunner.Result result = new CommandLineRunner(directory).run(line.split(" ", -1));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern("Usage: " + subcommand + "( \\[|\n)");
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void every_subcommand_that_prints_data_has_a_schema_and_all_formats(String subcommand) {
    CommandLineRunner.Result result =
        new CommandLineRunner(directory).run((subcommand + " --help").split(" ", -1));

    if (result.out().contains("--output=FORMAT")) {
      assertThat(result.out()).contains("jsonl", "yaml", "name", "wide", "--no-headers");
      assertThat(OutputSchemas.exists(subcommand)).isTrue();
    }
  }

  @Test
  void no_subcommand_is_wrong_usage() {
    assertThat(new CommandLineRunner(directory).run().exitCode()).isEqualTo(2);
    assertThat(new CommandLineRunner(directory).run().err())
        .startsWith("error: a subcommand is missing: demo, worker, login");
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
  void one_line_names_all_mistakes_of_a_configuration() {
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

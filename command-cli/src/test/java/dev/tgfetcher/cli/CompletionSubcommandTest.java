package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionSubcommandTest {
  @TempDir private Path directory;

  private String completion(String shell) {
    return new CommandLineRunner(directory).run("completion", shell).out();
  }

  @Test
  void bash_completes_subcommands_and_their_options() throws Exception {
    Path script = Files.writeString(directory.resolve("completion.bash"), completion("bash"));
    String offered =
        bash(
            "exec 2>/dev/null; source "
                + script
                + "; COMP_WORDS=(tg-fetcher pu); COMP_CWORD=1; _complete_tg-fetcher;"
                + " echo \"${COMPREPLY[@]}\"; COMP_WORDS=(tg-fetcher push --wa); COMP_CWORD=2;"
                + " _complete_tg-fetcher; echo \"${COMPREPLY[@]}\"");

    assertThat(offered.lines()).containsExactly("push", "--wait");
  }

  @Test
  void zsh_takes_the_same_script_through_its_own_emulation() {
    assertThat(completion("zsh")).isEqualTo(completion("bash")).contains("bashcompinit");
  }

  @Test
  void fish_completes_nested_subcommands_and_options_with_their_values() {
    assertThat(completion("fish").lines())
        .contains(
            "complete -c tg-fetcher -n '__fish_seen_subcommand_from archive; and not"
                + " __fish_seen_subcommand_from list verify export query diff history' -a list"
                + " -d 'Lists the archived days of each chat as a calendar.'")
        .contains(
            "complete -c tg-fetcher -n '__fish_seen_subcommand_from push' -l wait -d 'Wait until"
                + " all have ended; exit 1 if one failed. Ctrl-C leaves them queued.'")
        .anyMatch(line -> line.contains("-s o -l output -r -a 'table wide json jsonl yaml name'"));
  }

  @Test
  void values_are_offered_as_they_are_taken() {
    assertThat(completion("fish").lines())
        .anyMatch(line -> line.contains("-l error-type -r -a 'invalid_command chat_not_found "))
        .anyMatch(line -> line.contains("-l mode -r -a 'date days range "))
        .anyMatch(
            line ->
                line.endsWith(" -a 'history messages replies reactions resolve full_info other'"));
    assertThat(completion("bash")).doesNotContain("ACCESS_DENIED").contains("access_denied");
  }

  @Test
  void every_subcommand_has_a_manual_page() throws IOException {
    CommandLineRunner.Result result = new CommandLineRunner(directory).run("man-pages", "man1");

    assertThat(result.exitCode()).isZero();
    try (Stream<Path> pages = Files.list(directory.resolve("man1"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .contains("tg-fetcher.1", "tg-fetcher-push.1", "tg-fetcher-archive-list.1")
          .hasSize((int) TgFetcherTest.subcommands().count() + 1);
    }
    assertThat(Files.readString(directory.resolve("man1/tg-fetcher-push.1")))
        .contains(".TH \"TG-FETCHER-PUSH\" 1", ".SH EXAMPLES", "\\fB\\-\\-chats\\-file FILE\\fR");
  }

  @Test
  void man_itself_finds_nothing_wrong_with_them() throws Exception {
    assumeThat(Path.of("/usr/bin/groff")).exists();
    new CommandLineRunner(directory).run("man-pages", "man1");

    assertThat(bash("groff -man -ww -z " + directory.resolve("man1") + "/*.1")).isEmpty();
  }

  private static String bash(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("bash", "-c", script)).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}

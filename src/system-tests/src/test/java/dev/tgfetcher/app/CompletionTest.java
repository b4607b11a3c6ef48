package dev.tgfetcher.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion in real shells. */
@Tag("app")
class CompletionTest {
  private static final String PROMPT = "ada: ";

  @TempDir private Path folder;

  private Path script(String shell) throws IOException, InterruptedException {
    Path script = folder.resolve("completion." + shell);
    BuiltApp.Result result = BuiltApp.run(BuiltApp.LAUNCHER, folder, Map.of(), "completion", shell);
    return Files.writeString(script, result.out());
  }

  @Test
  void bash_completes() throws Exception {
    try (Tmux terminal =
        Tmux.open(folder, Map.of("PS1", PROMPT), 80, "bash", "--norc", "--noprofile")) {
      completes(terminal, "source " + script("bash"));
    }
  }

  @Test
  void zsh_completes() throws Exception {
    Tmux.assumeInstalled("zsh");
    try (Tmux terminal = Tmux.open(folder, Map.of("PS1", PROMPT), 80, "zsh", "-f")) {
      completes(terminal, "source " + script("zsh"));
    }
  }

  private static void completes(Tmux terminal, String source) throws Exception {
    terminal.enter("tg-fetcher() { :; }; " + source + "; clear; echo re''ady");
    terminal.await(lines -> lines.contains("ready"));
    String line = PROMPT + "tg-fetcher ";
    completes(terminal, "tg-fetcher orp", line + "orphans");
    completes(terminal, "tg-fetcher dlq exp", line + "dlq export");
    completes(terminal, "tg-fetcher push --wa", line + "push --wait");
    completes(
        terminal,
        "tg-fetcher dlq list --error-type acc",
        line + "dlq list --error-type access_denied");
    completes(terminal, "tg-fetcher push --mode inc", line + "push --mode incremental");
    completes(terminal, "tg-fetcher limits set his", line + "limits set history");
  }

  private static void completes(Tmux terminal, String typed, String completed) throws Exception {
    terminal.type(typed);
    terminal.press("Tab");
    terminal.await(lines -> lines.contains(completed));
    terminal.press("C-u");
  }

  @Test
  void fish_completes() throws Exception {
    Tmux.assumeInstalled("fish");
    String script = "source " + script("fish") + "; ";

    assertThat(fish(script + "complete -C 'tg-fetcher orp'")).containsExactly("orphans");
    assertThat(fish(script + "complete -C 'tg-fetcher dlq exp'")).containsExactly("export");
    assertThat(fish(script + "complete -C 'tg-fetcher push --wa'")).containsExactly("--wait");
    assertThat(fish(script + "complete -C 'tg-fetcher dlq list --error-type acc'"))
        .containsExactly("access_denied");
    assertThat(fish(script + "complete -C 'tg-fetcher push --mode i'")).contains("incremental");
    assertThat(fish(script + "complete -C 'tg-fetcher limits set h'")).containsExactly("history");
    assertThat(fish(script + "complete -C 'tg-fetcher completion z'")).containsExactly("zsh");
  }

  /** The offered words, without their descriptions. */
  private List<String> fish(String commands) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("fish", "--no-config", "-c", commands).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    Process fish = builder.start();
    String out = new String(fish.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(fish.waitFor()).as(out).isZero();
    return out.lines().map(line -> line.replaceFirst("\t.*", "")).toList();
  }
}

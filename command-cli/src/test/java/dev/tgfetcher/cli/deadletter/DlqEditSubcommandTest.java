package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.terminal.Terminal;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RedisServerExtension.class)
class DlqEditSubcommandTest {
  private static final Terminal AT_TERMINAL = new Terminal(true, true, true, true);

  @TempDir private Path directory;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  @Test
  void the_edited_letter_takes_the_place_of_the_old_one() {
    box.put("@before", ErrorType.NETWORK);
    DeadLetter letter =
        DeadLetterFixture.letter(
            DeadLetterFixture.payload("@ru_pyton"), ErrorType.CHAT_NOT_FOUND, box.death);
    String id = box.put(letter);
    box.put("@after", ErrorType.NETWORK);

    CommandLineRunner.Result result =
        shell.with("EDITOR", "sed -i s/pyton/python/").run("dlq", "edit", id, "--as", box.person());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern(id + "  [0-9a-f]{12}  yes");
    assertThat(box.elements()).hasSize(3);
    DeadLetter mended = DeadLetter.parse(box.elements().get(1));
    assertThat(mended.replayPayload()).contains("@ru_python");
    assertThat(mended.commandId()).isEqualTo(letter.commandId());
    assertThat(mended.correlationId()).isEqualTo(letter.correlationId());
    assertThat(mended.attemptHistory()).isEqualTo(letter.attemptHistory());
    assertThat(shell.run("audit", "--who", box.person()).out())
        .containsPattern("dlq edit +1 +done +" + id + " to ");
  }

  @Test
  void visual_goes_before_editor() {
    String id = box.put("@ru_pyton", ErrorType.NETWORK);

    shell.with("VISUAL", "sed -i s/pyton/python/").with("EDITOR", "false").run("dlq", "edit", id);

    assertThat(box.elements().get(0)).contains("@ru_python");
  }

  @Test
  void an_unchanged_text_changes_nothing() {
    String id = box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.with("EDITOR", "true").run("dlq", "edit", id);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("no");
    assertThat(shell.run("dlq", "show", id).exitCode()).isZero();
  }

  @Test
  void a_malformed_payload_can_be_corrected_and_replayed() {
    String id =
        box.put(DeadLetterFixture.letter("{\"comand\"", ErrorType.INVALID_COMMAND, box.death));
    String right = "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"yesterday\"}";

    shell.with("EDITOR", "printf '" + right + "' >").run("dlq", "edit", id);
    CommandLineRunner.Result replayed = shell.run("dlq", "replay", "--all", "--yes");

    assertThat(replayed.out()).contains("1 replayed.");
    assertThat(box.pending()).singleElement().asString().contains("@ru_python");
  }

  @Test
  void an_invalid_command_is_refused_and_its_text_is_kept() throws IOException {
    String id = box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result =
        shell.with("EDITOR", "sed -i s/yesterday/tomorrow/").run("dlq", "edit", id);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("This is no valid command: mode:", "nothing was changed");
    assertThat(shell.run("dlq", "show", id).exitCode()).isZero();
    Path kept = kept(result.err());
    assertThat(kept).content().contains("tomorrow");
    Files.delete(kept);
  }

  @Test
  void at_a_terminal_it_offers_to_open_it_again() throws IOException {
    String id = box.put("@ru_python", ErrorType.NETWORK);
    Path editor = directory.resolve("editor");
    Files.writeString(
        editor,
        "#!/bin/sh\ngrep -q tomorrow $1 && sed -i s/tomorrow/full/ $1"
            + " || sed -i s/yesterday/tomorrow/ $1\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();

    CommandLineRunner.Result result =
        shell.on(AT_TERMINAL).typing("\n").with("EDITOR", editor.toString()).run("dlq", "edit", id);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).endsWith("Open it again? [Y/n] ");
    assertThat(box.elements().get(0)).contains("\"mode\":\"full\"");
  }

  @Test
  void an_editor_that_fails_changes_nothing() throws IOException {
    String id = box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.with("EDITOR", "false").run("dlq", "edit", id);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("the editor ended with 1", "EDITOR names another");
    Files.delete(kept(result.err()));
  }

  @Test
  void rubbish_has_no_command_to_edit() {
    String id = box.putElement("rubbish");

    CommandLineRunner.Result result = shell.run("dlq", "edit", id);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("has no command to edit: purge it");
  }

  private static Path kept(String err) {
    Matcher file = Pattern.compile("\\S+dead-letter-\\S+\\.json").matcher(err);
    assertThat(file.find()).isTrue();
    return Path.of(file.group());
  }
}

package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RedisServerExtension.class)
class DlqPurgeSubcommandTest {
  @TempDir private Path directory;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  @Test
  void removed_letters_are_in_a_file_that_restores_them() throws IOException {
    box.put("@ru_python", ErrorType.NETWORK);
    box.put("@durov", ErrorType.TELEGRAM);
    box.put("@ru_java", ErrorType.NETWORK);
    List<String> before = box.elements();

    CommandLineRunner.Result result =
        shell.run("dlq", "purge", "--error-type", "network", "--yes", "--as", box.person());

    assertThat(result.exitCode()).isZero();
    assertThat(box.elements()).containsExactly(before.get(1));
    Path backup = directory.resolve("dead-letters-20251108T103000Z.jsonl");
    assertThat(result.out()).contains("2 purged. They are in " + backup);
    assertThat(Files.readAllLines(backup)).containsExactly(before.get(0), before.get(2));
    assertThat(shell.run("audit", "--who", box.person()).out())
        .containsPattern("dlq purge +2 +done +--error-type network");

    shell.run("dlq", "import", backup.toString());
    assertThat(box.elements()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void a_second_purge_in_the_same_second_has_a_file_of_its_own() throws IOException {
    box.put("@ru_python", ErrorType.NETWORK);
    shell.run("dlq", "purge", "--all", "--yes");
    box.put("@durov", ErrorType.NETWORK);
    shell.run("dlq", "purge", "--all", "--yes");

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
  }

  @Test
  void a_backup_goes_to_the_named_file_and_replaces_none() throws IOException {
    box.put("@ru_python", ErrorType.NETWORK);
    Path kept = Files.writeString(directory.resolve("kept.jsonl"), "precious");

    CommandLineRunner.Result refused =
        shell.run("dlq", "purge", "--all", "--yes", "--backup", "kept.jsonl");
    CommandLineRunner.Result result =
        shell.run("dlq", "purge", "--all", "--yes", "--backup", "new.jsonl");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("exists already: name a new file");
    assertThat(kept).hasContent("precious");
    assertThat(result.exitCode()).isZero();
    assertThat(directory.resolve("new.jsonl")).content().contains("@ru_python");
  }

  @Test
  void without_a_backup_there_is_no_file() throws IOException {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result = shell.run("dlq", "purge", "--all", "--yes", "--no-backup");

    assertThat(result.out()).endsWith("1 purged.\n");
    assertThat(box.elements()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void nothing_is_removed_when_it_cannot_be_written_first() {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result result =
        shell.run("dlq", "purge", "--all", "--yes", "--backup", "no/such/folder.jsonl");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no/such/folder.jsonl");
    assertThat(box.elements()).hasSize(1);
  }

  @Test
  void it_does_not_ask_without_a_terminal() throws IOException {
    box.put("@ru_python", ErrorType.NETWORK);

    assertThat(shell.run("dlq", "purge", "--all").exitCode()).isEqualTo(2);
    assertThat(shell.run("dlq", "purge", "--all", "--dry-run").out())
        .contains("1 would be purged.");

    assertThat(box.elements()).hasSize(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void rubbish_and_bytes_come_back_as_they_were() {
    box.putElement("rubbish");
    box.putBytes(new byte[] {(byte) 0xff, 0, '\n', '{'});
    box.put(DeadLetterFixture.letter("not json", ErrorType.INVALID_COMMAND, box.death));
    List<String> before = box.elements();

    assertThat(shell.run("dlq", "purge", "--all", "--yes", "--backup", "b").out())
        .contains("3 purged.");
    assertThat(box.elements()).isEmpty();
    shell.run("dlq", "import", "b");

    assertThat(box.elements()).isEqualTo(before);
  }
}

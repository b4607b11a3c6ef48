package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class DlqExportSubcommandTest {
  @TempDir private Path directory;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis redis) {
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  @Test
  void letters_are_lines_the_oldest_first_and_stay() {
    box.put("@ru_python", ErrorType.NETWORK);
    box.put("@durov", ErrorType.TELEGRAM);

    CommandLineRunner.Result result = shell.run("dlq", "export");

    assertThat(result.out().lines()).containsExactlyElementsOf(box.elements());
    assertThat(box.elements()).hasSize(2);
    assertThat(shell.run("dlq", "export", "--chat", "duro*").out()).hasLineCount(1);
  }

  @Test
  void a_file_is_written_instead_and_none_is_replaced() {
    box.put("@ru_python", ErrorType.NETWORK);

    CommandLineRunner.Result first = shell.run("dlq", "export", "--file", "letters.jsonl");
    CommandLineRunner.Result second = shell.run("dlq", "export", "--file", "letters.jsonl");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).isEmpty();
    assertThat(directory.resolve("letters.jsonl")).content().hasLineCount(1);
    assertThat(second.exitCode()).isEqualTo(2);
  }

  @Test
  void an_import_adds_missing_letters_only() {
    box.put("@ru_python", ErrorType.NETWORK);
    box.put("@ru_python", ErrorType.NETWORK);
    box.put("@durov", ErrorType.TELEGRAM);
    List<String> before = box.elements();
    String exported = shell.run("dlq", "export").out();
    shell.run("dlq", "purge", "--chat", "ru_python", "--yes", "--no-backup");

    CommandLineRunner.Result first =
        shell.typing(exported).run("dlq", "import", "--as", box.person(), "-o", "json");
    CommandLineRunner.Result second = shell.typing(exported).run("dlq", "import");

    JsonNode report = Json.MAPPER.readTree(first.out());
    assertThat(report.path("added").asInt()).isEqualTo(2);
    assertThat(report.path("present").asInt()).isEqualTo(1);
    assertThat(second.out()).startsWith("0 added, 3 were there");
    assertThat(box.elements()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(shell.run("audit", "--who", box.person()).out())
        .containsPattern("dlq import +2 +done +standard input");
  }

  @Test
  void lines_that_are_no_letters_are_reported_by_number_and_the_rest_is_added() {
    box.put("@ru_python", ErrorType.NETWORK);
    String good = box.elements().get(0);
    shell.run("dlq", "purge", "--all", "--yes", "--no-backup");

    CommandLineRunner.Result result =
        shell.typing("rubbish\n\n" + good + "\n{\"command\":\"fetch\"}\n").run("dlq", "import");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("standard input:1: no dead letter: ");
              assertThat(lines.get(1)).startsWith("standard input:4: no dead letter: ");
            });
    assertThat(box.elements()).containsExactly(good);
  }

  @Test
  void a_missing_file_is_reported() {
    CommandLineRunner.Result result = shell.run("dlq", "import", "no.jsonl");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no.jsonl: there is no such file or folder");
  }
}

package dev.tgfetcher.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.json.AdditionalProperties;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Checks the code blocks of the README. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void the_event_of_the_readme_is_valid() throws Exception {
    String event = ReadmePage.blocks("json").get(0);

    assertThat(JsonSchemas.EVENT.problems(event)).isEmpty();
    assertThat(Event.parse(event)).containsInstanceOf(MessagesFetched.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_file_of_the_readme_is_valid(int block) throws Exception {
    String file = ReadmePage.blocks("json").get(block);

    assertThat(JsonSchemas.ARCHIVE_1_2.problems(file)).isEmpty();
    assertThat(ContentCheck.of(new ByteArrayInputStream(file.getBytes(UTF_8))).passes()).isTrue();
    ArchiveFile read = ArchiveReader.read(Files.writeString(folder.resolve("day.json"), file));
    assertThat(Json.MAPPER.writeValueAsString(read)).isEqualTo(compact(file));
    assertThat(ArchiveFile.of(read.header(), read.messages())).isEqualTo(read);
  }

  @Test
  void the_files_of_the_readme_have_an_example_of_each_field() throws Exception {
    Set<String> examples = new TreeSet<>();
    for (String file : ReadmePage.blocks("json").subList(1, 3)) {
      addExamples("", Json.MAPPER.readTree(file), examples);
    }

    assertThat(examples)
        .containsAll(names("", ArchiveHeader.class, "header"))
        .containsAll(names("source_info.", SourceInfo.class))
        .containsAll(names("messages.", ArchivedMessage.class, "details"))
        .containsAll(names("messages.", MessageDetails.class))
        .containsAll(names("messages.reply.", Reply.class, "details"))
        .contains("messages.media.correct_options", "messages.media.explanation");
  }

  /** Adds the paths of the members that have a value. */
  private static void addExamples(String path, JsonNode value, Set<String> paths) {
    if (value.isArray()) {
      value.forEach(element -> addExamples(path, element, paths));
    }
    value.forEachEntry(
        (name, member) -> {
          if (!member.isNull() && !(member.isContainer() && member.isEmpty())) {
            paths.add(path + name);
          }
          // A comment has the fields of a message.
          addExamples(name.equals("comments") ? path : path + name + ".", member, paths);
        });
  }

  private static List<String> names(
      String path, Class<? extends Record> type, String... unwrapped) {
    return AdditionalProperties.ownNames(type).stream()
        .filter(name -> !List.of(unwrapped).contains(name))
        .map(name -> path + name)
        .toList();
  }

  @Test
  void the_python_of_the_readme_checks_a_file() throws Exception {
    assumeThat(python("print(True)", "-")).as("python3 is installed").isEqualTo("True");
    Path file = folder.resolve("day.json");
    String script = ReadmePage.blocks("python").get(0);
    String json = Json.MAPPER.writeValueAsString(SampleRecords.file());

    Files.writeString(file, json);
    assertThat(python(script, file.toString())).isEqualTo("True");
    Files.writeString(file, ReadmePage.blocks("json").get(1));
    assertThat(python(script, file.toString())).isEqualTo("True");
    Files.writeString(file, json.replace("\"count\":3", "\"count\":4"));
    assertThat(python(script, file.toString())).isEqualTo("False");
  }

  private static String compact(String json) {
    return Json.MAPPER.readTree(json).toString();
  }

  /** What the script prints; empty when there is no Python. */
  private static String python(String script, String argument) throws Exception {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", script, argument).redirectErrorStream(true).start();
      String output = new String(python.getInputStream().readAllBytes(), UTF_8).strip();
      python.waitFor();
      return output;
    } catch (IOException e) {
      return "";
    }
  }
}

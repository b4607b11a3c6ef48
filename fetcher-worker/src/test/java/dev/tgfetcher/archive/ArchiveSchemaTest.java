package dev.tgfetcher.archive;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.DATE;
import static dev.tgfetcher.archive.TestingDays.complete;
import static dev.tgfetcher.archive.TestingDays.json;
import static dev.tgfetcher.archive.TestingDays.messages;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.archive.directory.ProgressFile;
import dev.tgfetcher.archive.verify.ArchiveVerifier;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the published schema with the writer and the verifier. */
class ArchiveSchemaTest {
  private static final String RESOURCE = "/schemas/archive-1.2.json";

  @TempDir Path root;
  private ArchiveVerifier verifier;
  private Path file;

  @BeforeEach
  void write() {
    ArchiveLayout layout = new ArchiveLayout(root);
    verifier =
        new ArchiveVerifier(
            new DirectoryArchiveStore(layout, 5), new ProgressFile(layout, InstantSource.system()));
    file = layout.dayFile(CHAT, DATE);
    TestingDays.write(layout, new DirectoryArchiveStore(layout, 5), complete(), messages(1, 3));
  }

  @Test
  void a_written_file_satisfies_the_schema_and_the_verifier() throws IOException {
    assertThat(satisfiesSchema()).isTrue();
    assertThat(verifier.verify().findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("requiredOfFiles")
  void a_file_without_a_required_field_fails_both(String field) throws IOException {
    ObjectNode content = (ObjectNode) json(file);
    content.remove(field);
    Files.write(file, Json.MAPPER.writeValueAsBytes(content));

    assertThat(satisfiesSchema()).isFalse();
    assertThat(verifier.verify().findings()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("requiredOfMessages")
  void a_message_without_a_required_field_fails_both(String field) throws IOException {
    ObjectNode content = (ObjectNode) json(file);
    ((ObjectNode) content.get("messages").get(1)).remove(field);
    Files.write(file, Json.MAPPER.writeValueAsBytes(content));

    assertThat(satisfiesSchema()).isFalse();
    assertThat(verifier.verify().findings()).isNotEmpty();
  }

  static Stream<String> requiredOfFiles() {
    return required(schema());
  }

  static Stream<String> requiredOfMessages() {
    return required(schema().get("$defs").get("message"));
  }

  private static Stream<String> required(JsonNode type) {
    return type.get("required").valueStream().map(JsonNode::asString);
  }

  private boolean satisfiesSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema().toString(), InputFormat.JSON);
    return schema.validate(Files.readString(file), InputFormat.JSON).isEmpty();
  }

  private static JsonNode schema() {
    try (InputStream resource = Json.class.getResourceAsStream(RESOURCE)) {
      return Json.MAPPER.readTree(resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

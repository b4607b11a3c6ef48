package dev.tgfetcher.telegram.tdobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps every function that the product sends, and every class that it reads, with all classes that
 * these may hold. The names are the words in quotes in the product's sources.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedApiTest {
  private static final Pattern WORD = Pattern.compile("\"([a-z][A-Za-z]+)\"");

  /** The product puts these names together. */
  private static final Set<String> COMPOSED =
      Set.of(
          "getSupergroup",
          "getSupergroupFullInfo",
          "getBasicGroup",
          "getBasicGroupFullInfo",
          "setLogStream",
          "setLogVerbosityLevel",
          "setLogTagVerbosityLevel",
          "logStreamEmpty");

  private final TypeSchema schema = GeneratedApi.schema();
  private final SampleValues samples = new SampleValues(schema);
  private Set<String> named;
  private Set<String> closure;
  private ObjectReader reader;
  private ObjectWriter writer;

  @BeforeAll
  void generate() {
    named = new TreeSet<>(COMPOSED);
    words().filter(schema.names()::contains).forEach(named::add);
    closure = schema.closure(named);
    ObjectTypes types = new ObjectTypes(GeneratedApi.compile(schema, closure));
    reader = new ObjectReader(types);
    writer = new ObjectWriter(types);
  }

  @Test
  void the_names_are_those_of_the_product() {
    assertThat(named)
        .contains("getChatHistory", "setTdlibParameters", "searchPublicChat", "addProxy", "close")
        .contains("messageText", "updateAuthorizationState", "updateFreezeState", "error")
        .allSatisfy(name -> assertThat(schema.struct(name)).isNotNull());
    assertThat(named).hasSizeGreaterThan(150);
    assertThat(closure).hasSizeGreaterThan(500);
  }

  @Test
  void every_object_survives_the_round_trip() {
    for (String name : closure) {
      ObjectNode json = samples.object(name, 2);

      assertThat(writer.write(reader.read(json))).as(name).isEqualTo(json);
    }
  }

  @Test
  void every_integer_may_be_text() {
    for (String name : closure) {
      ObjectNode json = samples.object(name, 0);
      ObjectNode text = json.deepCopy();
      json.forEachEntry(
          (field, value) -> {
            if (value.isIntegralNumber()) {
              text.put(field, value.asString());
            }
          });

      assertThat(writer.write(reader.read(text))).as(name).isEqualTo(json);
    }
  }

  @Test
  void every_unknown_field_is_refused_by_its_name() {
    for (String name : closure) {
      ObjectNode json = samples.object(name, 0).put("no_such_field", 1);

      assertThatThrownBy(() -> reader.read(json))
          .isInstanceOf(ObjectMappingException.class)
          .hasMessage("this TDLib has no " + name + ".no_such_field");
    }
  }

  @Test
  void the_int64_fields_are_those_of_the_definitions() {
    for (String name : schema.names()) {
      TypeSchema.Struct struct = schema.struct(name);
      struct
          .fields()
          .forEach(
              (field, type) -> {
                if (type.equals("number") || type.equals("Array<number>")) {
                  assertThat(struct.isFunction() || !Int64Fields.contain(name, field))
                      .as(name + "." + field)
                      .isTrue();
                }
                if (struct.inputs().getOrDefault(field, "").contains("number | string")) {
                  assertThat(Int64Fields.contain(name, field)).as(name + "." + field).isTrue();
                }
              });
    }
  }

  private static Stream<String> words() {
    return Stream.of("telegram-client", "fetcher-worker", "command-cli")
        .map(module -> Path.of("..", module, "src", "main", "java"))
        .flatMap(GeneratedApiTest::sources)
        .flatMap(source -> WORD.matcher(source).results().map(match -> match.group(1)));
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(GeneratedApiTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

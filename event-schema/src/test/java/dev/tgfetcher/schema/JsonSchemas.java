package dev.tgfetcher.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.tgfetcher.schema.json.Json;
import java.io.InputStream;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the jar, with formats asserted. */
public final class JsonSchemas {
  public static final JsonSchemas FETCH_COMMAND = new JsonSchemas("fetch-command");
  public static final JsonSchemas EVENT = new JsonSchemas("event");
  public static final JsonSchemas CLOUD_EVENT = new JsonSchemas("event", "cloud_event");
  public static final JsonSchemas DEAD_LETTER = new JsonSchemas("dead-letter");
  public static final JsonSchemas ARCHIVE_1_0 = new JsonSchemas("archive-1.0");
  static final JsonSchemas ARCHIVE_1_2 = new JsonSchemas("archive-1.2");

  private final String resource;
  private final Schema schema;

  private JsonSchemas(String name) {
    this(name, null);
  }

  /** Takes a definition of the file in place of the whole. */
  private JsonSchemas(String name, String definition) {
    this.resource = "/schemas/" + name + ".json";
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    this.schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
            .getSchema(
                definition == null ? tree().toString() : definition(definition), InputFormat.JSON);
  }

  private String definition(String name) {
    ObjectNode wrapper = Json.MAPPER.createObjectNode();
    wrapper.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    wrapper.put("$ref", tree().path("$id").asString() + "#/$defs/" + name);
    wrapper.putObject("$defs").set("whole", tree());
    return wrapper.toString();
  }

  public List<String> problems(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  JsonNode tree() {
    return Json.MAPPER.readTree(open());
  }

  private InputStream open() {
    return JsonSchemas.class.getResourceAsStream(resource);
  }
}

package dev.tgfetcher.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.tgfetcher.schema.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The schemas of the jar for the JSON that subcommands print. */
final class OutputSchemas {
  private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

  private OutputSchemas() {}

  static String resource(String subcommand) {
    return "/schemas/cli/" + subcommand.replace(' ', '-') + ".json";
  }

  static boolean exists(String subcommand) {
    return OutputSchemas.class.getResource(resource(subcommand)) != null;
  }

  /** The problems of each JSON document in an output. */
  static List<String> problems(String subcommand, String output) {
    List<String> problems = new ArrayList<>();
    for (String document : documents(output)) {
      for (Error error : schema(subcommand).validate(document, InputFormat.JSON)) {
        problems.add(subcommand + " printed " + document + ": " + error);
      }
    }
    return problems;
  }

  private static List<String> documents(String output) {
    try (var documents = Json.MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(output)) {
      return documents.readAll().stream().map(JsonNode::toString).toList();
    }
  }

  private static Schema schema(String subcommand) {
    return READ.computeIfAbsent(subcommand, OutputSchemas::read);
  }

  private static Schema read(String subcommand) {
    @Nullable InputStream file = OutputSchemas.class.getResourceAsStream(resource(subcommand));
    if (file == null) {
      throw new AssertionError("there is no " + resource(subcommand));
    }
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
        .getSchema(Json.MAPPER.readTree(file).toString(), InputFormat.JSON);
  }
}

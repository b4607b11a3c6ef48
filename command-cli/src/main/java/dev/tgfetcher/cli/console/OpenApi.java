package dev.tgfetcher.cli.console;

import dev.tgfetcher.cli.console.run.Query;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of the JSON API, made from the queries that it answers. The schema of an
 * answer is that of the subcommand; where a list has its rows in it, both forms are in the schema.
 */
final class OpenApi {
  private static final String VERSION = "3.1.0";

  private OpenApi() {}

  static ObjectNode document() {
    ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", VERSION);
    document
        .putObject("info")
        .put("title", "tg-fetcher console")
        .put("version", "1")
        .put("description", "The JSON that subcommands print with --output json. Read-only.");
    ObjectNode paths = document.putObject("paths");
    for (Query query : Query.values()) {
      addPath(paths, query);
    }
    addDay(paths);
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    ObjectNode schemas = components.putObject("schemas");
    for (Query query : Query.values()) {
      schemas.set(schemaName(query), schema(query));
    }
    document.putArray("security").addObject().putArray("token");
    return document;
  }

  private static void addPath(ObjectNode paths, Query query) {
    ObjectNode get = paths.putObject("/api/" + query.path()).putObject("get");
    get.put("operationId", query.name().toLowerCase(Locale.ROOT));
    get.put("summary", "tg-fetcher " + query.subcommand() + " --output json");
    ArrayNode parameters = get.putArray("parameters");
    if (query.needsId()) {
      addParameter(parameters, "id", "path");
    }
    query.parameters().forEach(name -> addParameter(parameters, name, "query"));
    ObjectNode responses = get.putObject("responses");
    addResponse(responses, "200", "The JSON of the subcommand.")
        .put("$ref", "#/components/schemas/" + schemaName(query));
    ObjectNode problem = addResponse(responses, "default", "Why there is no answer.");
    problem.put("type", "object").putObject("properties").putObject("error").put("type", "string");
  }

  private static void addDay(ObjectNode paths) {
    ObjectNode get = paths.putObject("/archive/{chat}/{date}.json").putObject("get");
    get.put("operationId", "archived_day");
    get.put("summary", "A day of the archive; its ETag is its checksum, for If-None-Match");
    ArrayNode parameters = get.putArray("parameters");
    addParameter(parameters, "chat", "path");
    addParameter(parameters, "date", "path");
    ObjectNode responses = get.putObject("responses");
    addResponse(responses, "200", "The day's file.").put("type", "object");
    responses.putObject("304").put("description", "The client has this day.");
    responses.putObject("404").put("description", "There is no whole file of this day.");
  }

  private static void addParameter(ArrayNode parameters, String name, String in) {
    ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
    parameter.put("required", in.equals("path")).putObject("schema").put("type", "string");
  }

  /** Returns the schema of the response, which has no members yet. */
  private static ObjectNode addResponse(ObjectNode responses, String status, String description) {
    return responses
        .putObject(status)
        .put("description", description)
        .putObject("content")
        .putObject("application/json")
        .putObject("schema");
  }

  static String schemaName(Query query) {
    return query.subcommand().replace(' ', '-');
  }

  private static JsonNode schema(Query query) {
    String file = "/schemas/cli/" + schemaName(query) + ".json";
    try (@Nullable InputStream in = OpenApi.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + file);
      }
      JsonNode schema = Json.MAPPER.readTree(in);
      return query == Query.EVENTS ? arrayOf(schema) : schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Events are printed one by one. */
  private static JsonNode arrayOf(JsonNode schema) {
    return Json.MAPPER.createObjectNode().put("type", "array").set("items", schema);
  }
}

package dev.tgfetcher.operations;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks resources of Kubernetes. The models of its Java client come from its OpenAPI description,
 * and check required and unknown fields of its built-in kinds. Small schemas of ours check the
 * kinds of operators.
 */
final class ResourceSchemas {
  private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

  private ResourceSchemas() {}

  /** The problems of a resource; empty if it is valid. */
  static List<String> problems(JsonNode resource) {
    String kind = resource.path("kind").asString();
    return resource.path("apiVersion").asString().contains(".")
            && !resource.path("apiVersion").asString().contains("k8s.io")
        ? bySchema(kind, resource)
        : byModel(kind, resource);
  }

  private static List<String> byModel(String kind, JsonNode resource) {
    try {
      Class.forName(MODELS + kind)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(resource.toString()));
      return List.of();
    } catch (InvocationTargetException invalid) {
      return List.of(kind + ": " + invalid.getCause().getMessage());
    } catch (ReflectiveOperationException unknown) {
      return List.of("no such kind: " + kind);
    }
  }

  private static List<String> bySchema(String kind, JsonNode resource) {
    @Nullable InputStream schema =
        ResourceSchemas.class.getResourceAsStream("/schemas/" + kind + ".json");
    if (schema == null) {
      return List.of("no such kind: " + kind);
    }
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema, InputFormat.JSON)
        .validate(resource.toString(), InputFormat.JSON)
        .stream()
        .map(Error::toString)
        .toList();
  }
}

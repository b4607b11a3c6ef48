package dev.tgfetcher.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tgfetcher.cli.console.run.Query;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every path of the document answers, and with the schema that the document says. */
@ExtendWith(RedisServerExtension.class)
class OpenApiTest {
  @TempDir private Path directory;

  @Test
  void every_path_answers_by_its_schema(TestRedis redis) throws InterruptedException {
    DeadLetterFixture box = new DeadLetterFixture(redis);
    String letter = box.put("@ru_python", ErrorType.NETWORK);
    try (RunningConsole console = RunningConsole.start(box.shell(directory))) {
      JsonNode document = Json.MAPPER.readTree(console.get("/api/openapi.json").body());
      assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
      for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
        if (path.getKey().startsWith("/api/") && !path.getKey().contains("{")) {
          check(document, path.getValue(), console.get(path.getKey()));
        }
      }
      check(
          document,
          document.path("paths").path("/api/dead-letters/{id}"),
          console.get("/api/dead-letters/" + letter));
      assertThat(document.path("paths").size()).isEqualTo(Query.values().length + 1);
    }
  }

  private static void check(JsonNode document, JsonNode path, RunningConsole.Answer answer) {
    String reference =
        path.at("/get/responses/200/content/application~1json/schema/$ref").asString();
    JsonNode schema = document.at(reference.substring(1));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(schema.isObject()).as(reference).isTrue();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(answer.body(), InputFormat.JSON))
        .as(reference)
        .isEmpty();
  }
}

package dev.tgfetcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.Main;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The fields that the soak reads are printed: the soak itself runs too rarely to tell. */
class OperatorTest {
  @ParameterizedTest
  @CsvSource({
    "workers,/$defs/worker,worker_id",
    "workers,/$defs/worker,health",
    "status,/$defs/fleet_status,workers"
  })
  void a_field_that_the_operator_reads_is_always_printed(
      String subcommand, String shape, String field) throws IOException {
    try (InputStream file =
        Main.class.getResourceAsStream("/schemas/cli/" + subcommand + ".json")) {
      JsonNode schema = Json.MAPPER.readTree(file);

      assertThat(schema.at(shape).required("required").valueStream().map(JsonNode::asString))
          .contains(field);
    }
  }
}

package dev.tgfetcher.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.json.Json;
import org.junit.jupiter.api.Test;

class YamlTextTest {
  @Test
  void values_keep_their_types() {
    String json =
        "[{\"id\":\"3f2a\",\"n\":7,\"list\":[1,\"two\",{\"deep\":null}],\"empty\":[],\"none\":{},"
            + "\"text\":\"a: b\",\"yes\":true,\"no\":\"no\",\"quote\":\"say \\\"hi\\\"\"}]";

    assertThat(YamlText.of(Json.MAPPER.readTree(json)))
        .isEqualTo(
            """
            - id: "3f2a"
              "n": 7
              list:
                - 1
                - two
                - deep: null
              empty: []
              none: {}
              text: "a: b"
              "yes": true
              "no": "no"
              quote: "say \\"hi\\""\
            """);
  }
}

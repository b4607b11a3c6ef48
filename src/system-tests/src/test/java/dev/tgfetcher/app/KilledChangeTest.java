package dev.tgfetcher.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/** The process of a replay is killed before it has finished. */
@Tag("app")
@ExtendWith(RedisServerExtension.class)
class KilledChangeTest {
  private static final int LETTERS = 300;

  @TempDir private Path folder;

  @Test
  void the_audit_log_shows_its_start_and_the_next_run_does_the_rest(TestRedis redis)
      throws Exception {
    QueueState queue = new QueueState(redis);
    String operator = "ada-" + redis.keys().queue();
    Map<String, String> environment = redis.environment();
    RList<String> letters =
        redis.connection().commands().getList(redis.keys().failed(), StringCodec.INSTANCE);
    for (int i = 0; i < LETTERS; i++) {
      letters.add(letter(i));
    }

    Process replay =
        BuiltApp.start(
            BuiltApp.LAUNCHER,
            folder,
            environment,
            folder.resolve("out"),
            folder.resolve("err"),
            ("dlq replay --all --yes --rate 10/s --as " + operator).split(" "));
    await().until(() -> letters.size() < LETTERS);
    replay.destroyForcibly().waitFor();

    int left = letters.size();
    assertThat(left).isBetween(1, LETTERS - 1);
    assertThat(queue.pending()).hasSize(LETTERS - left).doesNotHaveDuplicates();
    assertThat(audit(environment, operator))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("action").asString()).isEqualTo("dlq replay");
              assertThat(entry.path("filter").asString()).isEqualTo("--all");
              assertThat(entry.path("result").asString()).isEqualTo("begun");
            });

    BuiltApp.run(
        BuiltApp.LAUNCHER,
        folder,
        environment,
        ("dlq replay --all --yes --as " + operator).split(" "));

    assertThat(letters).isEmpty();
    assertThat(queue.pending()).hasSize(LETTERS).doesNotHaveDuplicates();
    assertThat(audit(environment, operator))
        .extracting(entry -> entry.path("result").asString() + " " + entry.path("count"))
        .containsExactly("done " + left, "begun null");
  }

  private static String letter(int number) {
    String payload =
        "{\"command\": \"fetch\", \"chat\": \"@chat_%d\", \"mode\": \"yesterday\"}"
            .formatted(number);
    String id = "id-" + number;
    return DeadLetter.of(
            payload, Instant.now(), "e", ErrorType.NETWORK, 0, 0, "w", id, id, null, List.of())
        .toJson();
  }

  private List<JsonNode> audit(Map<String, String> environment, String who) throws Exception {
    BuiltApp.Result result =
        BuiltApp.run(
            BuiltApp.LAUNCHER, folder, environment, "audit", "--who", who, "--output", "json");
    return Json.MAPPER.readTree(result.out()).valueStream().toList();
  }
}

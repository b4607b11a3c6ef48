package dev.tgfetcher.cli;

import static dev.tgfetcher.cli.deadletter.DeadLetterFixture.letter;
import static dev.tgfetcher.cli.deadletter.DeadLetterFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/**
 * A Redis whose memory is full. What frees memory still works, and the rest says why it does not.
 */
class FullRedisTest {
  /** More than a page, so that the last letter is moved to the head before it is removed. */
  private static final int OTHERS = 510;

  @TempDir private Path directory;
  private RedisServerProcess server;
  private RedisConnection redis;

  @BeforeEach
  void fill() {
    server = RedisServerProcess.start(directory, "--appendfsync", "no");
    redis = RedisConnection.open(RedisAddress.parse(server.url()), 0);
    IntStream.range(0, OTHERS).forEach(i -> letters().add(element("@chat_" + i)));
    letters().add(element("@ru_python"));
    pending().add(payload("@durov"));
    server.send("CONFIG SET maxmemory 1");
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private static String element(String chat) {
    return letter(payload(chat), ErrorType.NETWORK, Instant.EPOCH).toJson();
  }

  private RList<String> letters() {
    return redis.commands().getList(RedisKeys.DEFAULT.failed(), StringCodec.INSTANCE);
  }

  private RList<String> pending() {
    return redis.commands().getList(RedisKeys.DEFAULT.pending(), StringCodec.INSTANCE);
  }

  private CommandLineRunner.Result run(String line) {
    return new CommandLineRunner(directory)
        .with("REDIS_URL", server.url())
        .run(line.split(" ", -1));
  }

  @Test
  void purge_frees_memory() {
    assertThat(run("dlq purge --chat @ru_python --yes --no-backup").exitCode()).isZero();
    assertThat(letters()).hasSize(OTHERS);
    assertThat(run("dlq purge --all --yes --no-backup").exitCode()).isZero();
    assertThat(letters()).isEmpty();
    assertThat(run("audit").out()).contains("dlq purge", "done");
  }

  @Test
  void replay_moves_a_letter_to_the_queue() {
    assertThat(run("dlq replay --chat @ru_python --yes").exitCode()).isZero();

    assertThat(letters()).hasSize(OTHERS);
    assertThat(pending()).hasSize(2).last().asString().contains("@ru_python");
  }

  @Test
  void cancel_frees_memory() {
    Matcher id =
        Pattern.compile("\"command_id\":\"([^\"]+)").matcher(run("queue list -o json").out());
    assertThat(id.find()).isTrue();

    assertThat(run("queue cancel " + id.group(1)).exitCode()).isZero();

    assertThat(pending()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"push a_chat --days 1", "limits set history 10/s", "dlq import letters.jsonl"})
  void other_changes_say_that_memory_is_full(String line) throws Exception {
    Files.writeString(directory.resolve("letters.jsonl"), element("@late") + "\n");

    CommandLineRunner.Result result = run(line);

    assertThat(result.err())
        .contains("error: Redis has no memory left: free memory, or raise maxmemory (OOM ");
    assertThat(result.exitCode()).isEqualTo(1);
  }
}

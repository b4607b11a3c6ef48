package dev.tgfetcher.cli.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;

@ExtendWith(RedisServerExtension.class)
class EventsSubcommandTest {
  @TempDir private Path directory;
  private TestRedis redis;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    shell = new CommandLineRunner(directory).at(redis);
  }

  @Test
  void kept_events_are_lines_of_text() {
    keep(fetched("e1", "ru_python"));

    CommandLineRunner.Result result = shell.run("events");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("messages_fetched", "ru_python", "2025-11-07", "1,234 messages", "/data/x.json")
        .hasLineCount(1);
  }

  @Test
  void events_are_filtered_by_chat_and_name() {
    keep(fetched("e1", "ru_python"));
    keep(fetched("e2", "durov"));
    keep("{\"event\":\"fetch_started\",\"event_id\":\"e3\",\"chat\":\"durov\"}");

    assertThat(shell.run("events", "--chat", "@Durov", "--event", "messages_fetched").out())
        .contains("durov")
        .hasLineCount(1);
    assertThat(shell.run("events", "--chat", "du*").out()).hasLineCount(2);
    CommandLineRunner.Result mistyped = shell.run("events", "--event", "message_fetched");
    assertThat(mistyped.exitCode()).isEqualTo(2);
    assertThat(mistyped.err())
        .contains("'message_fetched' is no event: use one of messages_fetched");
  }

  @Test
  void json_is_the_event_as_it_was_published() {
    keep(fetched("e1", "ru_python"));

    assertThat(shell.run("events", "--output", "json").out())
        .isEqualTo(fetched("e1", "ru_python") + "\n");
  }

  @Test
  void a_cloud_event_of_the_stream_is_shown_as_its_event() {
    String event = fetched("e1", "ru_python");
    keep("{\"specversion\":\"1.0\",\"id\":\"e1\",\"data\":" + event + "}");

    assertThat(shell.run("events", "--output", "json").out()).isEqualTo(event + "\n");
    assertThat(shell.run("events", "--chat", "ru_python").out()).contains("1,234 messages");
  }

  @Test
  void since_leaves_out_older_events() {
    keep(fetched("e1", "ru_python"));

    assertThat(shell.run("events", "--since", "1h").out()).hasLineCount(1);
    assertThat(shell.run("events", "--since", "2999-01-01").out()).isEmpty();
    assertThat(shell.run("events", "--since", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void events_are_those_of_a_command_of_a_period_and_the_newest() {
    String at = "{\"timestamp\":\"2025-11-08T10:00:00Z\",";
    keep(fetched("e1", "ru_python").replace("{", at));
    keep(fetched("e2", "ru_java").replace("{", at + "\"correlation_id\":\"mine\","));
    keep(fetched("e3", "ru_python").replace("{", at));

    assertThat(shell.run("events", "--command-id", "mine").out()).hasLineCount(1);
    assertThat(shell.run("events", "--command-id", "other").out()).isEmpty();
    assertThat(shell.run("events", "--limit", "1", "-o", "name").out()).isEqualTo("e3\n");
    assertThat(shell.run("events", "--until", "2001-01-01").out()).isEmpty();
    assertThat(shell.run("events", "--until", "2999-01-01").out()).hasLineCount(3);
    assertThat(shell.run("events", "--follow", "--since", "1h", "--limit", "2").out())
        .hasLineCount(2);
    assertThat(shell.run("events", "--follow", "--until", "today").exitCode()).isEqualTo(2);
  }

  @Test
  void following_prints_each_event_once_whether_published_kept_or_both() {
    keep(fetched("before", "ru_python"));
    StringWriter out = new StringWriter();
    CompletableFuture<CommandLineRunner.Result> following = new CompletableFuture<>();
    Thread person =
        new Thread(
            () -> following.complete(shell.run(out, "events", "--follow", "--output", "json")));
    person.start();
    try {
      await().until(() -> publish(fetched("live", "ru_python")) > 0);
      keep(fetched("live", "ru_python"));
      keep(fetched("kept", "ru_python"));

      await().until(() -> out.toString().contains("\"kept\""));
      assertThat(out.toString().lines())
          .containsExactlyInAnyOrder(fetched("live", "ru_python"), fetched("kept", "ru_python"));
    } finally {
      person.interrupt();
    }
    assertThat(following.join().exitCode()).isEqualTo(130);
  }

  @Test
  void following_goes_on_after_a_restart_of_redis_with_the_events_of_the_stream(
      @TempDir Path data) {
    StringWriter out = new StringWriter();
    CompletableFuture<CommandLineRunner.Result> following = new CompletableFuture<>();
    try (RedisServerProcess server = RedisServerProcess.start(data)) {
      CommandLineRunner own = new CommandLineRunner(directory).with("REDIS_URL", server.url());
      add(server, fetched("first", "ru_python"));
      Thread person =
          new Thread(
              () ->
                  following.complete(
                      own.run(out, "events", "--follow", "--since", "1h", "-o", "json")));
      person.start();
      await().until(() -> out.toString().contains("\"first\""));
      server.kill();
      server.start();
      add(server, fetched("second", "ru_python"));
      add(server, fetched("third", "ru_python"));

      await().until(() -> out.toString().contains("\"third\""));
      person.interrupt();
      assertThat(following.join().exitCode()).isEqualTo(130);
    }
    assertThat(out.toString().lines())
        .containsExactly(
            fetched("first", "ru_python"),
            fetched("second", "ru_python"),
            fetched("third", "ru_python"));
  }

  private static void add(RedisServerProcess server, String event) {
    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(server.url()), 0)) {
      redis
          .commands()
          .<String, String>getStream(RedisKeys.DEFAULT.eventStream(), StringCodec.INSTANCE)
          .add(StreamAddArgs.entry("event", event));
    }
  }

  private long publish(String event) {
    return redis
        .connection()
        .commands()
        .getTopic(redis.keys().events(), StringCodec.INSTANCE)
        .publish(event);
  }

  private void keep(String event) {
    redis
        .connection()
        .commands()
        .<String, String>getStream(redis.keys().eventStream(), StringCodec.INSTANCE)
        .add(StreamAddArgs.entry("event", event));
  }

  private static String fetched(String id, String chat) {
    return ("{\"event\":\"messages_fetched\",\"event_id\":\"%s\",\"chat\":\"%s\","
            + "\"date\":\"2025-11-07\",\"message_count\":1234,\"file_path\":\"/data/x.json\"}")
        .formatted(id, chat);
  }
}

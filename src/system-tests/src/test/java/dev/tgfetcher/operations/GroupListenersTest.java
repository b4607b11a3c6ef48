package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.example.GroupListener;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** The listeners that the documents show, as the user of analyzers. */
class GroupListenersTest {
  private static final String STREAM = "tg_events:stream";
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir private Path folder;
  private RedisServerProcess server;
  private RespConnection admin;

  @BeforeEach
  void start() throws IOException {
    server = RedisUsers.start(folder);
    admin = RedisUsers.TEST.connect(server.port());
  }

  @AfterEach
  void end() {
    try {
      // Redisson tries at its start whether it may use scripts. A refusal is fine.
      assertThat(RedisUsers.ANALYZER.refused(admin))
          .filteredOn(entry -> !entry.contains("object, eval,"))
          .isEmpty();
    } finally {
      admin.close();
      server.close();
    }
  }

  private void publish(String... events) {
    for (String event : events) {
      admin.call("XADD", STREAM, "*", "event", event);
    }
  }

  private RedissonClient redisson() {
    Config config = new Config();
    config.useSingleServer().setAddress(RedisUsers.ANALYZER.url(server.port()));
    return Redisson.create(config);
  }

  private long unacknowledged() {
    return (Long) ((List<?>) admin.call("XPENDING", STREAM, "analyzers")).get(0);
  }

  @Test
  void a_member_in_java_takes_over_what_a_dead_one_has_left() {
    publish("one", "two");
    RedissonClient redis = redisson();
    List<String> handled = new ArrayList<>();
    GroupListener first = new GroupListener(redis, "analyzers", "first", NEVER);
    first.createGroup();
    first.createGroup();
    assertThatThrownBy(() -> first.read(event -> die(), SOON)).hasMessage("killed");

    GroupListener second = new GroupListener(redis, "analyzers", "second", Duration.ZERO);
    assertThat(second.read(handled::add, SOON)).isEqualTo(2);
    publish("three");
    assertThat(second.read(handled::add, SOON)).isEqualTo(1);
    assertThat(second.read(handled::add, SOON)).isZero();

    assertThat(handled).containsExactly("one", "two", "three");
    assertThat(unacknowledged()).isZero();
    redis.shutdown();
  }

  private static void die() {
    throw new IllegalStateException("killed");
  }

  @Test
  void a_member_in_java_notices_events_that_it_missed() {
    RedissonClient redis = redisson();
    GroupListener listener = new GroupListener(redis, "analyzers", "only", NEVER);
    listener.createGroup();
    assertThat(listener.mayHaveMissed()).as("of an empty stream").isFalse();
    publish("one");
    assertThat(listener.mayHaveMissed()).as("before the first read").isFalse();
    assertThat(listener.read(event -> {}, SOON)).isEqualTo(1);
    assertThat(listener.mayHaveMissed()).isFalse();
    publish("two", "three");
    admin.call("XTRIM", STREAM, "MAXLEN", "1");

    assertThat(listener.mayHaveMissed()).isTrue();

    assertThat(listener.read(event -> {}, SOON)).isEqualTo(1);
    assertThat(listener.mayHaveMissed()).as("once").isFalse();
    redis.shutdown();
  }

  /** A process of the Python listener; its output is in two files. */
  private final class Member implements AutoCloseable {
    private final Path errors;
    private final Process process;
    private final BufferedReader lines;

    Member(String name, String claimAfterSeconds) throws IOException {
      ExternalTool python = ExternalTool.pythonWithRedis();
      errors = folder.resolve(name + ".err");
      process =
          new ProcessBuilder(
                  python.executable().toString(),
                  Repository.path("src/system-tests/src/test/resources/example/group_listener.py")
                      .toString(),
                  RedisUsers.ANALYZER.url(server.port()),
                  "analyzers",
                  name,
                  claimAfterSeconds)
              .redirectError(errors.toFile())
              .start();
      lines = process.inputReader(StandardCharsets.UTF_8);
    }

    String nextLine() throws IOException {
      return lines.readLine();
    }

    String errors() throws IOException {
      return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly().onExit().join();
      lines.close();
    }
  }

  @Test
  void a_member_in_python_takes_over_what_a_dead_one_has_left() throws Exception {
    publish("one", "two");
    admin.call("XGROUP", "CREATE", STREAM, "analyzers", "0");
    admin.call("XREADGROUP", "GROUP", "analyzers", "dead", "STREAMS", STREAM, ">");

    try (Member member = new Member("second", "0")) {
      assertThat(member.nextLine()).isEqualTo("one");
      assertThat(member.nextLine()).isEqualTo("two");
      publish("three");
      assertThat(member.nextLine()).isEqualTo("three");
      await().until(() -> unacknowledged() == 0);
      assertThat(member.errors()).isEmpty();
    }
  }

  @Test
  void a_member_in_python_notices_events_that_it_missed() throws Exception {
    try (Member member = new Member("first", "3600")) {
      publish("one");
      assertThat(member.nextLine()).isEqualTo("one");
      await().until(() -> unacknowledged() == 0);
    }
    publish("two", "three");
    admin.call("XTRIM", STREAM, "MAXLEN", "1");

    try (Member member = new Member("second", "3600")) {
      assertThat(member.nextLine()).isEqualTo("three");
      assertThat(member.errors()).contains("dropped events");
    }
  }

  @Test
  void a_scheduler_reads_the_events_of_its_commands() {
    try (RespConnection scheduler = RedisUsers.SCHEDULER.connect(server.port());
        RespConnection listener = RedisUsers.SCHEDULER.connect(server.port())) {
      assertThat(listener.text("SUBSCRIBE", "tg_events")).contains("subscribe");
      publish("one");

      assertThat(scheduler.text("XREAD", "STREAMS", STREAM, "0")).contains("one");
      assertThat(scheduler.text("XRANGE", STREAM, "-", "+")).contains("one");
    }
  }
}

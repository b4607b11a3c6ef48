package dev.tgfetcher.operations;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.api.RLock;

/** The rights of each user on a Redis without workers. */
class RedisRightsTest {
  private static final RedisKeys KEYS = RedisKeys.DEFAULT;
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern CALL = Pattern.compile("redis\\.p?call\\('([A-Z]+)'");
  private static final Set<RedisUsers> BOTH = Set.of(RedisUsers.WORKER, RedisUsers.OPERATOR);

  /** The keys that only one of the two users needs; both need every other key. */
  private static final Map<String, Set<RedisUsers>> OF_ONE =
      Map.of("audit", Set.of(RedisUsers.OPERATOR), "dayLockToken", Set.of(RedisUsers.WORKER));

  @TempDir static Path folder;
  private static RedisServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = RedisUsers.start(folder);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /** The methods of {@link RedisKeys} that name a key. */
  static Stream<Method> keys() {
    return Arrays.stream(RedisKeys.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getReturnType() == String.class)
        .filter(
            method ->
                !method
                    .getName()
                    .matches("queue|events.*|.*Pattern|workerOf.*|commandOf.*|batchOf.*|toString"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_key_is_open_to_the_users_that_need_it(Method key) {
    Set<RedisUsers> users = OF_ONE.getOrDefault(key.getName(), BOTH);

    assertThat(BOTH.stream().filter(user -> mayUse(user, named(key)))).hasSameElementsAs(users);
  }

  @Test
  void the_key_of_pings_is_open_to_both() {
    assertThat(BOTH).allMatch(user -> mayUse(user, RedisKeys.PING));
  }

  private static boolean mayUse(RedisUsers user, String key) {
    try (RespConnection connection = user.connect(server.port())) {
      return Stream.of("TYPE", "DEL")
          .noneMatch(command -> connection.text(command, key).startsWith("-NOPERM"));
    }
  }

  private static String named(Method key) {
    Object[] arguments =
        Arrays.stream(key.getParameterTypes()).map(RedisRightsTest::some).toArray();
    try {
      return (String) key.invoke(KEYS, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object some(Class<?> type) {
    if (type == LocalDate.class) {
      return DAY;
    }
    return type == long.class ? Long.valueOf(17) : "some";
  }

  static Stream<String> locks() {
    return keys().filter(key -> key.getName().endsWith("Lock")).map(RedisRightsTest::named);
  }

  /** Redisson uses a channel for each lock, and more keys when a client waits. */
  @ParameterizedTest
  @EnumSource(names = {"WORKER", "OPERATOR"})
  void a_user_can_take_await_and_release_a_lock(RedisUsers user) {
    forgetRefusals();
    try (RedisConnection redis =
        RedisConnection.open(RedisAddress.parse(user.url(server.port())), 1)) {
      locks().map(redis.commands()::getLock).forEach(RedisRightsTest::handOver);
    }

    assertThat(refused(user)).isEmpty();
  }

  @Test
  void a_worker_can_take_await_and_release_a_fenced_lock() {
    forgetRefusals();
    try (RedisConnection redis =
        RedisConnection.open(RedisAddress.parse(RedisUsers.WORKER.url(server.port())), 1)) {
      handOver(redis.commands().getFencedLock(KEYS.dayLock("some", DAY)));
    }

    assertThat(refused(RedisUsers.WORKER)).isEmpty();
  }

  private static void handOver(RLock lock) {
    CompletableFuture<Boolean> next;
    lock.lock();
    try {
      next = CompletableFuture.supplyAsync(() -> waitFor(lock));
      await(lock.getName()).until(() -> isWaitedFor(lock));
    } finally {
      lock.unlock();
    }
    assertThat(next).as(lock.getName()).succeedsWithin(LONG).isEqualTo(true);
  }

  private static boolean waitFor(RLock lock) {
    try {
      boolean isTaken = lock.tryLock(LONG.toSeconds(), LONG.toSeconds(), TimeUnit.SECONDS);
      lock.unlock();
      return isTaken;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isWaitedFor(RLock lock) {
    String channel = "redisson_lock__channel:{" + lock.getName() + "}";
    try (RespConnection admin = RedisUsers.TEST.connect(server.port())) {
      return !admin.text("PUBSUB", "NUMSUB", channel).endsWith(", 0]");
    }
  }

  static Stream<String> scripts() {
    return Stream.of("fetcher-worker", "command-cli")
        .flatMap(module -> Repository.files(module + "/src/main/resources", ".lua").stream())
        .map(Repository::text);
  }

  static Stream<String> calls() {
    return scripts()
        .flatMap(script -> CALL.matcher(script).results())
        .map(m -> m.group(1))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void both_may_call_the_commands_of_the_scripts(String command) {
    for (RedisUsers user : BOTH) {
      try (RespConnection connection = user.connect(server.port());
          RespConnection admin = RedisUsers.TEST.connect(server.port())) {
        assertThat(connection.text(withEnoughWords(command, admin))).doesNotContain("to run the");
      }
    }
  }

  /** Redis checks the number of words before the rights, so both must be right. */
  private static String[] withEnoughWords(String command, RespConnection admin) {
    List<?> known = (List<?>) admin.call("COMMAND", "INFO", command);
    long arity = Math.abs((Long) ((List<?>) known.get(0)).get(1));
    return Stream.concat(
            Stream.of(command), IntStream.range(1, (int) arity).mapToObj(i -> RedisKeys.PING))
        .toArray(String[]::new);
  }

  private static void forgetRefusals() {
    try (RespConnection admin = RedisUsers.TEST.connect(server.port())) {
      admin.call("ACL", "LOG", "RESET");
    }
  }

  private static List<String> refused(RedisUsers user) {
    try (RespConnection admin = RedisUsers.TEST.connect(server.port())) {
      return user.refused(admin);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler, LRANGE tg_commands 0 -1",
    "scheduler, LPOP tg_commands",
    "scheduler, DEL tg_commands",
    "scheduler, RPUSH tg_commands:failed x",
    "scheduler, SUBSCRIBE another_channel",
    "scheduler, XADD tg_events:stream * event x",
    "scheduler, EVAL return 0",
    "scheduler, HSET {tg_commands}:result:x state done",
    "scheduler, DEL {tg_commands}:batch:x",
    "scheduler, HGETALL {tg_commands}:meta:x",
    "worker, GET secret_of_another",
    "worker, SET secret_of_another 1",
    "worker, XADD tg_audit * a b",
    "worker, PUBLISH another_channel x",
    "worker, FLUSHALL",
    "worker, KEYS *",
    "worker, CONFIG GET *",
    "worker, ACL LIST",
    "worker, SHUTDOWN",
    "worker, SAVE",
    "worker, MONITOR",
    "worker, CLIENT KILL ID 1",
    "analyzer, RPUSH tg_commands x",
    "analyzer, XADD tg_events:stream * event x",
    "analyzer, XTRIM tg_events:stream MAXLEN 0",
    "analyzer, XDEL tg_events:stream 0-1",
    "analyzer, XGROUP DESTROY tg_events:stream others",
    "analyzer, XGROUP SETID tg_events:stream others $",
    "analyzer, PUBLISH tg_events x",
    "analyzer, SUBSCRIBE another_channel",
    "analyzer, GET tg_flood:1:history",
    "operator, KEYS *",
    "operator, FLUSHALL",
    "operator, CONFIG SET maxmemory 1",
    "operator, ACL SETUSER operator +@all",
    "operator, SHUTDOWN",
    "operator, SLOWLOG RESET",
    "operator, REPLICAOF NO ONE",
    "operator, SET secret_of_another 1",
    "sentinel, GET tg_commands",
    "health, GET tg_commands",
    "health, INFO",
    "health, RPUSH tg_commands x"
  })
  void nothing_else_is_allowed(String user, String command) {
    String[] words =
        command.startsWith("EVAL") ? new String[] {"EVAL", "return 0", "0"} : SPACE.split(command);
    try (RespConnection connection =
        user.equals("health")
            ? health()
            : RedisUsers.valueOf(user.toUpperCase(Locale.ROOT)).connect(server.port())) {
      assertThat(connection.text(words)).startsWith("-NOPERM");
    }
  }

  private static RespConnection health() {
    RespConnection connection = RespConnection.open(server.port());
    connection.call("AUTH", "health", "any");
    return connection;
  }

  @Test
  void a_ping_needs_no_secret() {
    try (RespConnection health = health()) {
      assertThat(health.text("PING")).isEqualTo("PONG");
    }
  }

  /** The default user has all rights, but only for the append-only file. */
  @Test
  void no_client_can_log_in_as_the_default_user() {
    try (RespConnection stranger = RespConnection.open(server.port())) {
      assertThat(stranger.text("PING")).startsWith("-NOAUTH");
      assertThat(stranger.text("AUTH", "default", "")).startsWith("-WRONGPASS");
      assertThat(stranger.text("AUTH", "any")).startsWith("-WRONGPASS");
    }
  }

  @Test
  void writes_of_a_script_survive_a_restart(@TempDir Path own) throws Exception {
    String key = KEYS.pending();
    try (RedisServerProcess restarted = RedisUsers.start(own)) {
      try (RespConnection worker = RedisUsers.WORKER.connect(restarted.port())) {
        worker.call("RPUSH", key, "plain");
        worker.call(
            "EVAL",
            "redis.call('RPUSH', KEYS[1], 'a') redis.call('RPUSH', KEYS[1], 'b')",
            "1",
            key);
      }

      restarted.stop();
      restarted.start();

      try (RespConnection worker = RedisUsers.WORKER.connect(restarted.port())) {
        assertThat(worker.call("LRANGE", key, "0", "-1")).isEqualTo(List.of("plain", "a", "b"));
      }
    }
  }

  /** For each lock Redisson reads the number of replicas, and waits for them. */
  @ParameterizedTest
  @EnumSource(names = {"WORKER", "OPERATOR"})
  void a_user_can_lock_behind_a_sentinel(RedisUsers user, @TempDir Path own) {
    forgetRefusals();
    try (RedisServerProcess sentinel = sentinel(own);
        RedisConnection redis =
            RedisConnection.open(
                RedisAddress.parse(user.sentinelUrl(sentinel.port(), "tg-fetcher")), 1)) {
      handOver(redis.commands().getLock(KEYS.sessionLock("some")));
    }

    assertThat(refused(user)).isEmpty();
  }

  private static RedisServerProcess sentinel(Path own) {
    return RedisServerProcess.sentinel(
        own,
        "sentinel monitor tg-fetcher 127.0.0.1 " + server.port() + " 1",
        "sentinel auth-user tg-fetcher sentinel",
        "sentinel auth-pass tg-fetcher " + RedisUsers.SENTINEL.password());
  }

  @Test
  void the_file_contains_no_password_and_requires_each_variable() {
    Path users = folder.resolve("rendered.acl");
    Map<String, String> some = new HashMap<>(RedisUsers.passwords());
    some.remove("REDIS_ANALYZER_PASSWORD");

    ExternalTool.Result refused = RedisUsers.render(users, some);
    ExternalTool.Result accepted = RedisUsers.render(users, RedisUsers.passwords());

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output()).contains("REDIS_ANALYZER_PASSWORD is not set");
    assertThat(accepted.exitCode()).isZero();
    assertThat(Repository.text(users)).doesNotContain("${", RedisUsers.WORKER.password());
  }
}

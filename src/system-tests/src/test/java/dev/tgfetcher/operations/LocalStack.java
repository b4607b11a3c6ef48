package dev.tgfetcher.operations;

import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fleet on one machine, deployed as in production:
 *
 * <ol>
 *   <li>Redis with the users of {@code users.acl};
 *   <li>an emulated Telegram with two accounts, each with a session;
 *   <li>two workers, processes of the packaged program, as the user "worker" of Redis.
 * </ol>
 *
 * <p>Scripts of an operator run in a folder with the launcher, as the user "operator".
 */
final class LocalStack implements AutoCloseable {
  static final RedisKeys KEYS = RedisKeys.DEFAULT;
  static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final RedisServerProcess redis;
  private final TestTelegram telegram;
  private final Map<String, RunningProcess> workers = new TreeMap<>();

  private LocalStack(Path folder, RedisServerProcess redis, TestTelegram telegram) {
    this.folder = folder;
    this.redis = redis;
    this.telegram = telegram;
  }

  static LocalStack start(Path folder) throws IOException, InterruptedException {
    Files.createSymbolicLink(folder.resolve("tg-fetcher"), Repository.path("tg-fetcher"));
    RedisServerProcess redis = RedisUsers.start(folder);
    WorldBuilder builder = World.builder();
    List<Account> accounts =
        List.of(builder.account("79990000001", "12345"), builder.account("79990000002", "12345"));
    User anna = builder.user(501, "Anna");
    Chat chat = builder.supergroup("your_channel", "Your channel");
    accounts.forEach(chat::joinedBy);
    for (int day = 0; day < 5; day++) {
      Instant noon = Instant.parse(DAY.plusDays(day) + "T12:00:00Z");
      chat.add(message -> message.at(noon).from(anna).text("first"));
      chat.add(message -> message.at(noon.plusSeconds(60)).from(anna).text("second"));
    }
    for (String name : List.of("flooded_chat", "failing_chat")) {
      Chat other = builder.supergroup(name, "New to the workers");
      accounts.forEach(other::joinedBy);
      Instant noon = Instant.parse(DAY + "T12:00:00Z");
      other.add(message -> message.at(noon.minusSeconds(86_400)).from(anna).text("the day before"));
      other.add(message -> message.at(noon).from(anna).text("first"));
    }
    TestTelegram telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    LocalStack stack = new LocalStack(folder, redis, telegram);
    telegram.logIn("main", accounts.get(0));
    telegram.logIn("second", accounts.get(1));
    stack.startWorkers();
    return stack;
  }

  /** Starts both workers, and waits for their heartbeats. */
  void startWorkers() throws IOException {
    addWorker("worker-1");
    addWorker("worker-2");
    awaitWorkers();
  }

  /** Stops both workers by SIGTERM, and waits until they have ended. */
  void endWorkers() {
    workers.values().forEach(RunningProcess::close);
  }

  private void addWorker(String id) throws IOException {
    Map<String, String> environment = environment(RedisUsers.WORKER);
    environment.put("WORKER_ID", id);
    // A worker reads these from a file, which a test may change.
    TestTelegram.GENEROUS_RATES.keySet().forEach(environment::remove);
    Path home = Files.createDirectories(folder.resolve(id));
    configure(home, Map.of());
    workers.put(
        id,
        RunningProcess.start(
            home, environment, List.of(Repository.path("tg-fetcher").toString(), "worker")));
  }

  /** Changes the settings file of both workers, and sends them SIGHUP. */
  void reconfigure(Map<String, String> more) throws IOException {
    for (Map.Entry<String, RunningProcess> worker : workers.entrySet()) {
      configure(folder.resolve(worker.getKey()), more);
      worker.getValue().signal("HUP");
    }
  }

  private static void configure(Path home, Map<String, String> more) throws IOException {
    Map<String, String> settings = new TreeMap<>(TestTelegram.GENEROUS_RATES);
    settings.putAll(more);
    List<String> lines = settings.entrySet().stream().map(Object::toString).toList();
    Files.write(home.resolve(".env"), lines);
  }

  /** The log of each worker, by its id. */
  Map<String, String> logs() {
    Map<String, String> logs = new TreeMap<>();
    workers.forEach((id, worker) -> logs.put(id, worker.log()));
    return logs;
  }

  private void awaitWorkers() {
    try (RespConnection connection = redis(RedisUsers.TEST)) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  workers.entrySet().stream()
                      .peek(worker -> worker.getValue().requireLife())
                      .allMatch(
                          worker ->
                              connection.number("EXISTS", KEYS.worker(worker.getKey())) == 1));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The environment of a program that uses Redis as this user. */
  Map<String, String> environment(RedisUsers user) {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TGF_JAVA_OPTS", "-Xmx128m -XX:+UseSerialGC");
    environment.put("REDIS_URL", user.url(redis.port()));
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.put("HTTP_PORT", "0");
    environment.put("LOG_FORMAT", "json");
    environment.put("MAX_RETRY_ATTEMPTS", "2");
    environment.put("RETRY_BASE_DELAY", "200ms");
    environment.put("RETRY_MAX_DELAY", "400ms");
    return environment;
  }

  /** Runs a shell script as an operator, with additional variables. */
  ExternalTool.Result operate(String script, Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(environment(RedisUsers.OPERATOR));
    environment.putAll(more);
    return new ExternalTool(Path.of("/bin/bash"))
        .in(folder)
        .run(environment, "-euo", "pipefail", "-c", script);
  }

  /** Opens a connection as this user. */
  RespConnection redis(RedisUsers user) {
    return user.connect(redis.port());
  }

  /** The requests that Redis has refused this user since the start of the fleet. */
  List<String> refused(RedisUsers user) {
    try (RespConnection admin = redis(RedisUsers.TEST)) {
      return user.refused(admin);
    }
  }

  /** Clears the server's log of refused requests. */
  void forgetRefused() {
    try (RespConnection admin = redis(RedisUsers.TEST)) {
      Object unused = admin.call("ACL", "LOG", "RESET");
    }
  }

  TestTelegram telegram() {
    return telegram;
  }

  /** The address of each worker's HTTP server: {@code 127.0.0.1:port}. */
  List<String> addresses() {
    try (RespConnection connection = redis(RedisUsers.TEST)) {
      return workers.keySet().stream()
          .map(worker -> connection.text("HGET", KEYS.worker(worker), "http"))
          .toList();
    }
  }

  @Override
  public void close() {
    endWorkers();
    telegram.close();
    redis.close();
  }
}

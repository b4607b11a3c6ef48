package dev.tgfetcher.bench;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.login.Login;
import dev.tgfetcher.telegram.login.LoginMethod;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestTelegram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/**
 * The environment of a measured worker: a Redis and an emulator with one large chat, both as
 * separate processes, and a session that is logged in.
 */
public final class BenchmarkFixture implements AutoCloseable {
  private static final String SESSION = "main";

  private final Path folder;
  private final LocalDate firstDay;
  private final RedisServerProcess redisServer;
  private final JavaProcess emulator;
  private final RedisConnection redis;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private int commands;

  private BenchmarkFixture(Path folder, int days, int messagesPerDay) {
    this.folder = folder;
    this.firstDay = LocalDate.now(ZoneOffset.UTC).minusDays(days);
    this.redisServer = RedisServerProcess.start(folder, "--appendfsync", "everysec");
    this.emulator = WorldServer.start(firstDay, days, messagesPerDay);
    this.redis = RedisConnection.open(RedisAddress.parse(redisServer.url()), 1);
    redis
        .commands()
        .getTopic(RedisKeys.DEFAULT.events(), StringCodec.INSTANCE)
        .addListener(String.class, (channel, event) -> Event.parse(event).ifPresent(events::add));
  }

  /** Starts Redis and the emulator, and logs in. The chat has messages on each of the last days. */
  public static BenchmarkFixture open(Path folder, int days, int messagesPerDay)
      throws InterruptedException {
    BenchmarkFixture fixture = new BenchmarkFixture(folder, days, messagesPerDay);
    Login.run(
        TestTelegram.library(), fixture.session(), LoginMethod.PHONE_CODE, new GeneratedAccount());
    return fixture;
  }

  RedisConnection redis() {
    return redis;
  }

  /** The settings of the session. One process at a time can use it. */
  SessionSettings session() {
    Settings settings = Settings.load(environment("none"), folder);
    return new SessionSettingsFactory(settings.session()).settings(SESSION);
  }

  /** The environment variables of a worker. */
  public Map<String, String> environment(String dataDir) {
    Map<String, String> environment = new TreeMap<>(TestTelegram.GENEROUS_RATES);
    environment.put("TELEGRAM_API_ID", "12345");
    environment.put("HTTP_PORT", "0");
    environment.put("TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef");
    environment.put("TELEGRAM_PROXY", emulator.ready());
    environment.put("SESSION_DIR", folder.resolve("sessions").toString());
    environment.put("SESSION_NAME", SESSION);
    environment.put("TDLIB_LIBRARY", TestTelegram.library().toString());
    environment.put("REDIS_URL", redisServer.url());
    environment.put("DATA_DIR", folder.resolve(dataDir).toString());
    return environment;
  }

  /** Waits until a worker processes commands, by the dead letter of an invalid one. */
  void awaitWorker(Duration timeout) throws InterruptedException {
    pending().add("ready?");
    await(CommandDeadLettered.class, timeout);
  }

  /** Pushes a command for the chat's first day. */
  public void pushFirstDay() {
    push("\"mode\":\"date\",\"date\":\"" + firstDay + "\"");
  }

  /** Pushes a command for the chat's whole history. */
  public void pushFullHistory() {
    push("\"mode\":\"full\"");
  }

  private void push(String mode) {
    commands++;
    pending()
        .add(
            """
            {"command":"fetch","chat":"@%s",%s,"force":true,"timestamp":"%d"}\
            """
                .formatted(WorldServer.CHAT, mode, commands));
  }

  private RList<String> pending() {
    return redis.commands().getList(RedisKeys.DEFAULT.pending(), StringCodec.INSTANCE);
  }

  /** Waits for the next event of a kind, and discards other events. */
  public <E extends Event> E await(Class<E> kind, Duration timeout) throws InterruptedException {
    while (true) {
      Event event = events.poll(timeout.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new IllegalStateException("no " + kind.getSimpleName() + " in " + timeout);
      }
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }

  @Override
  public void close() {
    redis.close();
    emulator.close();
    redisServer.close();
  }
}

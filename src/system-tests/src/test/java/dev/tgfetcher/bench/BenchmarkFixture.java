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
 * All that a worker needs to be measured: a Redis, an emulator with one large chat, each a process
 * of its own, and a session that is logged in.
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

  /** Starts everything, with a chat that had so many messages on each of the last whole days. */
  public static BenchmarkFixture open(Path folder, int days, int messagesPerDay)
      throws InterruptedException {
    BenchmarkFixture laboratory = new BenchmarkFixture(folder, days, messagesPerDay);
    Login.run(
        TestTelegram.library(),
        laboratory.session(),
        LoginMethod.PHONE_CODE,
        new GeneratedAccount());
    return laboratory;
  }

  RedisConnection redis() {
    return redis;
  }

  /** The session, which one process at a time can use. */
  SessionSettings session() {
    Settings settings = Settings.load(environment("none"), folder);
    return new SessionSettingsFactory(settings.session()).settings(SESSION);
  }

  /** What a worker finds in its environment. */
  public Map<String, String> environment(String dataDir) {
    Map<String, String> environment = new TreeMap<>(TestTelegram.UNHURRIED);
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

  /** Waits until a worker is there that takes commands: it shows by taking one that is none. */
  void awaitWorker(Duration patience) throws InterruptedException {
    pending().add("ready?");
    await(CommandDeadLettered.class, patience);
  }

  /** Asks for the chat's first day, as a scheduler would. */
  public void pushFirstDay() {
    push("\"mode\":\"date\",\"date\":\"" + firstDay + "\"");
  }

  /** Asks for the chat's whole history. */
  public void pushFullHistory() {
    push("\"mode\":\"full\"");
  }

  private void push(String mode) {
    commands++;
    pending()
        .add(
            """
            {"command":"fetch","chat":"@%s",%s,"force":true,"timestamp":"%d"}"""
                .formatted(WorldServer.CHAT, mode, commands));
  }

  private RList<String> pending() {
    return redis.commands().getList(RedisKeys.DEFAULT.pending(), StringCodec.INSTANCE);
  }

  /** The next event of that kind; others before it are passed over. */
  public <E extends Event> E await(Class<E> kind, Duration patience) throws InterruptedException {
    while (true) {
      Event event = events.poll(patience.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new IllegalStateException("no " + kind.getSimpleName() + " in " + patience);
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

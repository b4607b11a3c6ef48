package dev.tgfetcher.limits;

import dev.tgfetcher.emulator.fault.FloodLimit;
import dev.tgfetcher.emulator.fault.FloodRule;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimitAdmin;
import dev.tgfetcher.limit.RateLimitState;
import dev.tgfetcher.limit.RateLimits;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.redisson.api.RScript;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.codec.StringCodec;

/** Worker processes of some accounts, with an emulator that enforces a limit. */
public final class LimitedFleet implements AutoCloseable {
  /** Requests of a limited class, and the ids in one; a worker with one reads no message by id. */
  private enum Reading {
    BY_HISTORY(MethodClass.HISTORY, "RATE_LIMIT_HISTORY", 1),
    BY_IDS(MethodClass.MESSAGES, "RATE_LIMIT_MESSAGES", 200);

    private final MethodClass limit;
    private final String setting;
    private final int idsPerRequest;

    Reading(MethodClass limit, String setting, int idsPerRequest) {
      this.limit = limit;
      this.setting = setting;
      this.idsPerRequest = idsPerRequest;
    }

    private List<String> methods() {
      return switch (this) {
        case BY_HISTORY -> List.of("messages.getHistory", "messages.search");
        case BY_IDS -> List.of("channels.getMessages");
      };
    }
  }

  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 11, 1);
  private static final Duration RECOVERY = Duration.ofMinutes(5);

  private static final String LINE =
      """
      local time = redis.call('TIME')
      local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
      return last and math.max(0, math.floor((last - time[1] * 1000000 - time[2]) / 1000)) or 0
      """;

  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Path folder;
  private final Plan plan;
  private final RedisServerProcess redisServer;
  private final RedisConnection redis;
  private final TestTelegram telegram;
  private final List<Process> workers = new ArrayList<>();
  private long pushedMillis;

  /**
   * The size of a fleet and of its work.
   *
   * @param sessions of each account
   * @param days of each chat
   * @param messages of each day
   * @param perSecond configured and permitted requests for messages of an account
   * @param byIds whether the workers read messages by ids, and these requests are limited
   */
  public record Plan(
      int accounts, int sessions, int chats, int days, int messages, int perSecond, boolean byIds) {
    /** A plan of workers that page through the history. */
    public Plan(int accounts, int sessions, int chats, int days, int messages, int perSecond) {
      this(accounts, sessions, chats, days, messages, perSecond, false);
    }

    private Reading reading() {
      return byIds ? Reading.BY_IDS : Reading.BY_HISTORY;
    }

    public int commands() {
      return chats * days;
    }
  }

  private LimitedFleet(Path folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
    redisServer = RedisServerProcess.start(folder, "--appendfsync", "everysec");
    redis = RedisConnection.open(RedisAddress.parse(redisServer.url()), 1);
    telegram = TestTelegram.start(world(plan), folder.resolve("sessions"));
  }

  public static LimitedFleet open(Path folder, Plan plan) throws InterruptedException {
    LimitedFleet fleet = new LimitedFleet(folder, plan);
    int account = 0;
    for (Account one : fleet.accounts()) {
      account++;
      for (int session = 1; session <= plan.sessions(); session++) {
        fleet.telegram.logIn("account-" + account + "-session-" + session, one);
      }
    }
    return fleet;
  }

  private static World world(Plan plan) {
    int[] messages = new int[plan.days()];
    Arrays.fill(messages, plan.messages());
    List<GeneratedChat> chats = new ArrayList<>();
    for (int i = 1; i <= plan.chats(); i++) {
      chats.add(GeneratedChat.supergroup(chat(i), "Chat " + i, Timeline.days(FIRST_DAY, messages)));
    }
    return World.generated(1, new WorldSpec(plan.accounts(), chats));
  }

  private static String chat(int number) {
    return "chat_" + number;
  }

  public List<Account> accounts() {
    return List.copyOf(telegram.emulator().world().accounts());
  }

  RedisServerProcess redisServer() {
    return redisServer;
  }

  /** Starts a worker and does not wait until it works. */
  public void startWorker(Duration ahead) {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put(plan.reading().setting, plan.perSecond() + "/s");
    environment.put("MESSAGES_PER_REQUEST", String.valueOf(plan.reading().idsPerRequest));
    environment.put("RATE_LIMIT_RECOVERY", RECOVERY.toSeconds() + "s");
    environment.put("REDIS_URL", redisServer.url());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.put("WORKER_ID", "worker-" + (workers.size() + 1));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SkewedWorker.class.getName(),
            folder.toString(),
            String.valueOf(ahead.toSeconds()));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("worker-" + (workers.size() + 1) + ".log").toFile());
    try {
      workers.add(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the longest running worker. */
  public void stopWorker() throws InterruptedException, IOException {
    Process worker = workers.stream().filter(Process::isAlive).findFirst().orElseThrow();
    worker.getOutputStream().close();
    if (!worker.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a worker did not stop in " + TIMEOUT);
    }
  }

  /** Waits until this number of workers is registered. */
  public void awaitWorkers(int count) {
    Awaitility.await().atMost(TIMEOUT).until(() -> living() == count);
  }

  private int living() {
    return new WorkerRegistry(redis, RedisKeys.DEFAULT).living().size();
  }

  /** Pushes a command for every day of every chat, the chats in turn. */
  public void pushAll() {
    List<String> commands = new ArrayList<>();
    for (int day = 0; day < plan.days(); day++) {
      for (int i = 1; i <= plan.chats(); i++) {
        commands.add(
            """
            {"command":"fetch","chat":"@%s","mode":"date","date":"%s"}"""
                .formatted(chat(i), FIRST_DAY.plusDays(day)));
      }
    }
    pushedMillis = redisMillis();
    redis
        .commands()
        .<String>getList(RedisKeys.DEFAULT.pending(), StringCodec.INSTANCE)
        .addAll(commands);
  }

  private long redisMillis() {
    return redis
        .commands()
        .getScript(StringCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_ONLY,
            "local time = redis.call('TIME') return time[1] * 1000 + math.floor(time[2] / 1000)",
            RScript.ReturnType.LONG);
  }

  /**
   * Returns the times of the commands up to the last one that has ended, by Redis' clock. A command
   * before it that has not ended counts with its time until now.
   */
  public Fairness fairness() {
    Map<String, Long> ends = new HashMap<>();
    stream()
        .forEach(
            (id, fields) ->
                Event.parse(fields.get("event"))
                    .filter(MessagesFetched.class::isInstance)
                    .map(MessagesFetched.class::cast)
                    .ifPresent(day -> ends.putIfAbsent(day.chat() + day.date(), id.getId0())));
    long now = redisMillis();
    List<Duration> times = new ArrayList<>();
    int last = 0;
    for (int day = 0; day < plan.days(); day++) {
      for (int i = 1; i <= plan.chats(); i++) {
        Long end = ends.get(chat(i) + FIRST_DAY.plusDays(day));
        times.add(Duration.ofMillis((end == null ? now : end) - pushedMillis));
        last = end == null ? last : times.size();
      }
    }
    return new Fairness(times.subList(0, last));
  }

  /** Limits each account to this number of requests a second, and counts its requests. */
  public FloodRule grant(double perSecond) {
    return telegram.emulator().faults().limit(plan.reading().methods(), limit(perSecond));
  }

  /** Creates a limit that tolerates four seconds of delay on a busy machine. */
  public FloodLimit limit(double perSecond) {
    return FloodLimit.of(
            (int) Math.round(perSecond * 60), Duration.ofSeconds(60), plan.perSecond() * 4)
        .waitingAtLeast(Duration.ofSeconds(3));
  }

  public long requests() {
    return plan.reading().methods().stream().mapToLong(telegram.emulator().requests()::count).sum();
  }

  /** Returns the days that were fetched so far. */
  public List<MessagesFetched> fetched() {
    return stream().values().stream()
        .map(fields -> Event.parse(fields.get("event")))
        .flatMap(Optional::stream)
        .filter(MessagesFetched.class::isInstance)
        .map(MessagesFetched.class::cast)
        .toList();
  }

  private Map<StreamMessageId, Map<String, String>> stream() {
    return redis
        .commands()
        .<String, String>getStream(RedisKeys.DEFAULT.eventStream(), StringCodec.INSTANCE)
        .read(StreamReadArgs.greaterThan(StreamMessageId.ALL).count(100_000));
  }

  /** Returns the hash in Redis of each account's rate limit for messages. */
  public List<Map<String, String>> rateLimits() {
    List<Map<String, String>> rateLimits = new ArrayList<>();
    for (String key :
        redis
            .commands()
            .getKeys()
            .getKeys(
                KeysScanOptions.defaults()
                    .pattern(RedisKeys.DEFAULT.limit("*", plan.reading().limit.wireName())))) {
      rateLimits.add(
          redis.commands().<String, String>getMap(key, StringCodec.INSTANCE).readAllMap());
    }
    return rateLimits;
  }

  private RateLimitAdmin admin() {
    return new RateLimitAdmin(
        redis,
        RedisKeys.DEFAULT,
        () -> RateLimits.all(Rate.parse(plan.perSecond() + "/s"), RECOVERY));
  }

  /** Returns the smallest share of the rate for messages that is in force for an account. */
  double smallestShare() {
    return admin().states().stream()
        .filter(limit -> limit.method() == plan.reading().limit)
        .mapToDouble(RateLimitState::share)
        .min()
        .orElseThrow();
  }

  /** Returns the wait of a new request for messages behind the most waiting requests. */
  public Duration longestWait() {
    long longest = 0;
    for (String account : admin().accounts()) {
      Long millis =
          redis
              .commands()
              .getScript(StringCodec.INSTANCE)
              .eval(
                  RScript.Mode.READ_ONLY,
                  LINE,
                  RScript.ReturnType.LONG,
                  List.of(
                      RedisKeys.DEFAULT.limitWaiting(account, plan.reading().limit.wireName())));
      longest = Math.max(longest, millis);
    }
    return Duration.ofMillis(longest);
  }

  @Override
  public void close() {
    workers.forEach(Process::destroyForcibly);
    for (Process worker : workers) {
      try {
        worker.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    redis.close();
    telegram.close();
    redisServer.close();
  }
}

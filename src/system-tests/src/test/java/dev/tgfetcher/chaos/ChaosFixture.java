package dev.tgfetcher.chaos;

import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Redis, an emulated Telegram with sessions, and worker processes. Closing it kills them all. */
final class ChaosFixture implements AutoCloseable {
  private final Path folder;
  private final ChaosWorld world;
  private final ChaosRedis redis;
  private final TestTelegram telegram;
  private final List<ChaosWorkerProcess> workers = new ArrayList<>();
  private @Nullable Path planted;

  /** Creates a number of sessions and logs them in; the first is {@code session-0}. */
  static ChaosFixture open(Path folder, int sessions) throws IOException, InterruptedException {
    ChaosFixture fixture = new ChaosFixture(folder, sessions);
    for (int i = 0; i < sessions; i++) {
      fixture.telegram.logIn("session-" + i, fixture.world.accounts().get(i));
    }
    return fixture;
  }

  private ChaosFixture(Path folder, int sessions) throws IOException {
    this.folder = folder;
    world = new ChaosWorld(sessions);
    redis = new ChaosRedis(Files.createDirectories(folder.resolve("redis")));
    telegram = TestTelegram.start(world.world(), folder.resolve("sessions"));
  }

  /**
   * Starts a worker and waits for its heartbeat.
   *
   * @param more additional environment variables
   */
  ChaosWorkerProcess worker(String id, Map<String, String> more) {
    ChaosWorkerProcess worker = start(id, more);
    Awaitility.await(id).until(() -> redis.living().contains(id));
    return worker;
  }

  ChaosWorkerProcess start(String id, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("REDIS_URL", redis.url());
    environment.put("DATA_DIR", data().toString());
    environment.putAll(more);
    ChaosWorkerProcess worker = ChaosWorkerProcess.start(id, environment, folder, planted);
    workers.add(worker);
    return worker;
  }

  /** Gives all later workers a bug. */
  void plant(PlantedBug bug) throws IOException {
    planted = Files.createDirectories(folder.resolve("planted"));
    bug.plantIn(planted);
  }

  /** Delays every page of a chat from now on. */
  void slowDown(Duration page) {
    emulator().faults().stall("channels.getMessages", page);
  }

  /** Withholds every page of a chat until {@link #unblockPages}. */
  void blockPages() {
    emulator().faults().block("channels.getMessages");
  }

  void unblockPages() {
    emulator().faults().unblock("channels.getMessages");
  }

  /** Pushes a command for one day of the first chat. Returns the payload. */
  String push(String id, LocalDate day) {
    String payload =
        """
        {"command":"fetch","chat":"@%s","date":"%s","force":true,"command_id":"%s"}"""
            .formatted(chat(), day, id);
    redis.push(payload);
    return payload;
  }

  /** Pushes a command for several days of the first chat. */
  void pushDays(String id, LocalDate from, LocalDate to) {
    redis.push(
        """
        {"command":"fetch","chat":"@%s","mode":"range","from":"%s","to":"%s","command_id":"%s"}"""
            .formatted(chat(), from, to, id));
  }

  /** Waits until a worker has a heartbeat. */
  void awaitAnyWorker() {
    Awaitility.await().until(() -> !redis.living().isEmpty());
  }

  void awaitLease(ChaosWorkerProcess worker) {
    Awaitility.await().until(() -> !redis.leasedBy(worker.id()).isEmpty());
  }

  /** The published events of one type. */
  <E extends Event> List<E> events(Class<E> type) {
    return redis.events().stream()
        .map(Event::parse)
        .flatMap(Optional::stream)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  String chat() {
    return ChaosWorld.CHATS.get(0);
  }

  Path data() {
    return folder.resolve("data");
  }

  Path file(LocalDate day) {
    return data().resolve(chat()).resolve(day + ".json");
  }

  ChaosRedis redis() {
    return redis;
  }

  ChaosWorld world() {
    return world;
  }

  TelegramEmulator emulator() {
    return telegram.emulator();
  }

  @Override
  public void close() {
    workers.forEach(ChaosWorkerProcess::kill);
    telegram.close();
    redis.close();
  }
}

package dev.tgfetcher.soak;

import static org.awaitility.Awaitility.await;

import dev.tgfetcher.chaos.ChaosWorkerProcess;
import dev.tgfetcher.chaos.ResourceUsage;
import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Worker processes with an emulated Telegram. Each has a session, and one session is spare. */
final class SoakFleet implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration SLOW = Duration.ofSeconds(2);

  /** The requests that read messages. */
  private static final List<String> READS =
      List.of("channels.getMessages", "messages.getHistory", "messages.getReplies");

  private final Path folder;
  private final TestTelegram telegram;
  private final Map<String, String> environment;
  private final List<ChaosWorkerProcess> workers = new ArrayList<>();

  SoakFleet(Path folder, SoakWorld world, SoakRedis redis)
      throws IOException, InterruptedException {
    this.folder = folder;
    telegram = TestTelegram.start(world.world(), folder.resolve("sessions"));
    environment = environment(redis);
    for (int i = 0; i < world.accounts().size(); i++) {
      telegram.logIn("session-" + i, world.accounts().get(i));
    }
    for (int i = 1; i <= WORKERS; i++) {
      workers.add(ChaosWorkerProcess.start("soak-" + i, environment, folder));
    }
    await()
        .atMost(START_TIMEOUT)
        .until(() -> names().stream().map(redis::httpAddress).allMatch(Objects::nonNull));
  }

  private Map<String, String> environment(SoakRedis redis) throws IOException {
    Map<String, String> settings = new HashMap<>(telegram.environment());
    settings.put("REDIS_URL", redis.url());
    settings.put("DATA_DIR", data().toString());
    // The same days are fetched again and again; a short marker prevents skips.
    settings.put("DEDUP_TTL", "1s");
    settings.put("RESULT_TTL", "10s");
    settings.put("RATE_LIMIT_RESOLVE", "6/60s");
    settings.put("TDLIB_RECYCLE_AFTER", "5000");
    // Both are private, so that every file that is left behind is one of this run.
    Path temporary = Files.createDirectories(temporary());
    settings.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    settings.put("TMPDIR", temporary.toString());
    return settings;
  }

  /** The environment of the workers, for the command line. */
  Map<String, String> environment() {
    return environment;
  }

  List<String> names() {
    return workers.stream().map(ChaosWorkerProcess::id).toList();
  }

  void slowTelegram() {
    READS.forEach(method -> faults().stall(method, SLOW));
  }

  void normalTelegram() {
    READS.forEach(method -> faults().stall(method, Duration.ZERO));
  }

  /** Lets one request meet a flood wait of 20 s, and then closes all connections. */
  void flood() {
    faults().failNext("channels.getMessages", 1, "FLOOD_WAIT_20");
    faults().dropConnections();
  }

  private Faults faults() {
    return telegram.emulator().faults();
  }

  /** Each worker leaks memory, files and threads; temporary files stay behind. */
  void leak(int look) throws IOException {
    for (int i = 0; i < 5; i++) {
      workers.get(0).leak();
      Files.createTempFile(temporary(), "leaked-" + look, ".tmp");
    }
  }

  /** Adds a sample of each worker and of the files to the series with its name. */
  void sample(Map<String, List<Long>> series, Findings findings) throws IOException {
    for (ChaosWorkerProcess worker : workers) {
      if (!worker.isAlive()) {
        findings.add(worker.id() + " has ended");
        continue;
      }
      ResourceUsage usage = ResourceUsage.of(worker);
      add(series, worker.id() + ": heap after GC, KB", usage.heapKb());
      add(series, worker.id() + ": threads", usage.threads());
      add(series, worker.id() + ": file handles", usage.files());
      add(series, worker.id() + ": resident, KB", usage.residentKb());
    }
    add(series, "temporary files: /tmp", count(temporary()));
    add(series, "temporary files: data folder", unfinished());
    add(series, "temporary files: sessions", count(folder.resolve("sessions")));
  }

  static void add(Map<String, List<Long>> series, String name, long sample) {
    series.computeIfAbsent(name, first -> new ArrayList<>()).add(sample);
  }

  /** All files of the archive but those that stay, of which each chat and day has its own. */
  private long unfinished() throws IOException {
    return files(data()).filter(file -> !stays(data().relativize(file))).count();
  }

  private static boolean stays(Path file) {
    String folder = file.getName(0).toString();
    return Set.of(".fences", ".locks").contains(folder)
        || file.toString().contains(".revisions")
        || (file.toString().endsWith(".json") && !folder.equals(".outbox"));
  }

  private static long count(Path folder) throws IOException {
    return files(folder).count();
  }

  /** Files may vanish at any time. */
  private static Stream<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (Files.isDirectory(entry)) {
          files(entry).forEach(files::add);
        } else {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException vanished) {
      return Stream.empty();
    }
    return files.stream();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  @Override
  public void close() {
    workers.forEach(ChaosWorkerProcess::kill);
    telegram.close();
  }
}

package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.StoredFile;
import dev.tgfetcher.archive.s3.S3Archive;
import dev.tgfetcher.archive.s3.S3TestStore;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.json.Sha256;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import dev.tgfetcher.testing.S3Proxy.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers with an archive in a bucket, while connections to the store are cut before and after its
 * writes, the store refuses, answers slowly or is away for seconds, and workers are killed or sleep
 * until others have their commands. Each command ends with an event, and each object is whole.
 * {@code -Dtgf.chaos.seed=N} repeats the faults of a run.
 */
class BucketChaosTest {
  private static final int SESSIONS = 2;
  private static final Duration OUTLIVES_A_HEARTBEAT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final long seed = Long.getLong("tgf.chaos.seed", System.nanoTime() % 1_000_000);
  private final Random random = new Random(seed);
  private final List<ChaosWorkerProcess> workers = new ArrayList<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private final S3Proxy proxy = S3Proxy.to(S3Mock.shared().endpoint());
  private final S3TestStore archive = S3TestStore.create(proxy.endpoint());
  private int started;
  private volatile boolean isAway;

  @Test
  @Tag("alone")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void no_command_is_lost_in_some_faults_of_the_store() throws Exception {
    run(4, List.of(Action.OUTAGE, Action.KILL));
  }

  @Test
  @Tag("chaos")
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void no_command_is_lost_in_many_faults_of_the_store_and_20_kills() throws Exception {
    List<Action> actions = new ArrayList<>(Collections.nCopies(20, Action.KILL));
    actions.addAll(Collections.nCopies(10, Action.OUTAGE));
    actions.addAll(Collections.nCopies(5, Action.SLEEP));
    Collections.shuffle(actions, random);
    run(ChaosWorld.DAYS, actions);
  }

  private enum Action {
    KILL,
    OUTAGE,
    SLEEP
  }

  private void run(int days, List<Action> actions) throws Exception {
    long begun = System.nanoTime();
    try (ChaosFixture fixture = ChaosFixture.open(folder, SESSIONS)) {
      for (int i = 0; i < SESSIONS; i++) {
        startWorker(fixture);
      }
      fixture.awaitAnyWorker();
      proxy.decide(this::fate);
      Set<String> pushed = push(fixture, days);
      for (Action action : actions) {
        Thread.sleep(1_000 + random.nextInt(2_000));
        act(action, fixture);
      }
      awaitIdle(fixture);
      proxy.decide(request -> Fate.PASS);
      check(fixture, pushed);
      System.out.printf(
          "bucket chaos: seed %d, %d commands, lost 0, %d requests, faults %s, %s, %d s%n",
          seed,
          pushed.size(),
          proxy.requests().size(),
          faults,
          actions.stream()
              .collect(Collectors.groupingBy(a -> a, TreeMap::new, Collectors.counting())),
          Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    } finally {
      proxy.close();
    }
  }

  private void act(Action action, ChaosFixture fixture) throws InterruptedException {
    ChaosWorkerProcess worker = workers.get(random.nextInt(workers.size()));
    switch (action) {
      case KILL -> {
        worker.kill();
        workers.remove(worker);
        startWorker(fixture);
      }
      case OUTAGE -> {
        isAway = true;
        Thread.sleep(1_000 + random.nextInt(3_000));
        isAway = false;
      }
      case SLEEP -> {
        worker.pause();
        Thread.sleep(OUTLIVES_A_HEARTBEAT.toMillis());
        worker.resume();
      }
    }
  }

  /** About one request in six has a fault. */
  private synchronized Fate fate(S3Proxy.Request request) {
    Fate fate = isAway ? Fate.CUT_BEFORE : drawn();
    if (!fate.equals(Fate.PASS)) {
      faults.merge(nameOf(fate), 1, Integer::sum);
    }
    return fate;
  }

  private Fate drawn() {
    return switch (random.nextInt(24)) {
      case 0 -> Fate.CUT_BEFORE;
      case 1 -> Fate.CUT_AFTER;
      case 2 -> new Fate.Refuse(503, "SlowDown");
      case 3 -> new Fate.Answer(Duration.ofMillis(300 + random.nextInt(900)));
      default -> Fate.PASS;
    };
  }

  private static String nameOf(Fate fate) {
    if (fate instanceof Fate.Cut cut) {
      return cut.isDone() ? "cut after" : "cut before";
    }
    return fate instanceof Fate.Refuse ? "503" : "slow";
  }

  private void startWorker(ChaosFixture fixture) {
    Map<String, String> environment = new HashMap<>(S3Mock.CREDENTIALS);
    environment.put("ARCHIVE_URL", archive.address());
    environment.put("ARCHIVE_S3_ENDPOINT", proxy.endpoint().toString());
    environment.put("ARCHIVE_S3_PATH_STYLE", "true");
    environment.put("MAX_RETRY_ATTEMPTS", "50");
    environment.put("RETRY_BASE_DELAY", "500ms");
    environment.put("RETRY_MAX_DELAY", "1s");
    workers.add(fixture.start("worker-" + ++started, environment));
  }

  /** Each day of each chat, and each third of them a second time by force. */
  private Set<String> push(ChaosFixture fixture, int days) {
    Set<String> ids = new HashSet<>();
    for (String chat : ChaosWorld.CHATS) {
      for (int day = 0; day < days; day++) {
        push(fixture, chat, day, false, ids);
        if (random.nextInt(3) == 0) {
          push(fixture, chat, day, true, ids);
        }
      }
    }
    return ids;
  }

  private static void push(
      ChaosFixture fixture, String chat, int day, boolean force, Set<String> ids) {
    String id = chat + "-" + day + (force ? "-again" : "");
    ids.add(id);
    fixture
        .redis()
        .push(
            """
            {"command":"fetch","chat":"@%s","date":"%s","force":%b,"command_id":"%s"}"""
                .formatted(chat, ChaosWorld.FIRST_DAY.plusDays(day), force, id));
  }

  private void awaitIdle(ChaosFixture fixture) {
    await("seed " + seed)
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                fixture.redis().pending().isEmpty()
                    && fixture.redis().inFlight().isEmpty()
                    && fixture.redis().delayed().isEmpty());
    assertThat(workers).as("no fault ends a worker").allMatch(ChaosWorkerProcess::isAlive);
  }

  private void check(ChaosFixture fixture, Set<String> pushed) throws IOException {
    assertThat(fixture.redis().deadLetters())
        .as("seed %d", seed)
        .allMatch(letter -> letter.contains("\"error_type\":\"interrupted\""));
    Set<String> ended = new HashSet<>();
    fixture.redis().events().stream()
        .filter(event -> event.contains("messages_fetched") || event.contains("fetch_skipped"))
        .forEach(event -> pushed.stream().filter(id -> isOf(event, id)).forEach(ended::add));
    fixture
        .redis()
        .deadLetters()
        .forEach(letter -> pushed.stream().filter(id -> isOf(letter, id)).forEach(ended::add));
    assertThat(ended).as("lost commands, seed %d", seed).isEqualTo(pushed);
    try (S3Archive opened = archive.by(S3Mock.shared().endpoint()).open(50, folder)) {
      Map<String, Set<String>> digests = checkObjects(opened.store());
      for (MessagesFetched event : fixture.events(MessagesFetched.class)) {
        assertThat(digests.get(event.filePath()))
            .as("%s, seed %d", event.filePath(), seed)
            .contains(event.checksumSha256());
      }
    }
  }

  private static boolean isOf(String json, String id) {
    return json.contains("\"command_id\":\"" + id + "\"");
  }

  /** The digests of each day and its former revisions; each is whole. */
  private Map<String, Set<String>> checkObjects(ArchiveStore days) throws IOException {
    Map<String, Set<String>> digests = new HashMap<>();
    for (String chat : days.chats()) {
      for (LocalDate date : days.days(chat)) {
        Set<String> ofDay =
            digests.computeIfAbsent(days.file(chat, date).place(), p -> new HashSet<>());
        ofDay.add(checked(days.file(chat, date)));
        for (StoredFile kept : days.revisions(chat).getOrDefault(date, new TreeMap<>()).values()) {
          ofDay.add(checked(kept));
        }
      }
      assertThat(days.strangers(chat)).isEmpty();
    }
    return digests;
  }

  private String checked(StoredFile file) throws IOException {
    try (InputStream in = file.open()) {
      byte[] content = in.readAllBytes();
      assertThat(ContentCheck.of(new ByteArrayInputStream(content)).passes())
          .as("%s is whole, seed %d", file.place(), seed)
          .isTrue();
      MessageDigest digest = Sha256.newDigest();
      digest.update(content);
      return Sha256.hex(digest);
    }
  }
}

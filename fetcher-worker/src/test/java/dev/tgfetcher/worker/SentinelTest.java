package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.QueueFixtures.CLOCK;
import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.queue.CommandCounters;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.FleetId;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.ProcessingLists;
import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.testing.PatientAwaitility;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.SentinelServers;
import dev.tgfetcher.upkeep.OutboxReplay;
import dev.tgfetcher.upkeep.RetryScheduler;
import dev.tgfetcher.upkeep.StrandedLeases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker goes on through a failover of one primary, two replicas and three sentinels. */
class SentinelTest {
  private static final Logger log = LoggerFactory.getLogger(SentinelTest.class);
  private static final RedisKeys KEYS = RedisKeys.DEFAULT;
  private static final int COMMANDS = 3_000;

  /** Three to four seconds on an idle machine; a busy one may need much more. */
  private static final Duration LONGEST_PAUSE = PatientAwaitility.LONG;

  @TempDir Path folder;
  private final List<Long> leasedAt = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> done = Collections.synchronizedSet(new HashSet<>());
  private SentinelServers servers;
  private RedisConnection connection;
  private ProcessorPool processors;
  private List<RoleThread> upkeep;

  @BeforeEach
  void start() throws IOException {
    servers = SentinelServers.start(folder);
    connection = connect();
  }

  private RedisConnection connect() {
    RedisAddress address = RedisAddress.parse(servers.url());
    return await().ignoreExceptions().until(() -> RedisConnection.open(address, 1), open -> true);
  }

  private void work() {
    Outbox outbox = new Outbox(folder.resolve("outbox"), WORKER, FleetId.fixed("fleet"));
    CommandQueue queue = QueueFixtures.queue(connection, KEYS, WORKER, outbox);
    WorkerRegistry workers = new WorkerRegistry(connection, KEYS);
    OutboxReplay replay = new OutboxReplay(queue.writer(), outbox, workers, WORKER);
    ProcessingLists lists = new ProcessingLists(connection, KEYS);
    StrandedLeases stranded =
        new StrandedLeases(
            lists,
            WORKER,
            queue.inFlight(),
            new Reclaimer(lists, new CommandCounters(connection, KEYS), DEAD_LETTERS),
            () -> true);
    LivenessTracker liveness = new LivenessTracker(InstantSource.system());
    RedisOutage outage = new RedisOutage("redis://here");
    upkeep =
        List.of(
            new RoleThread(replay, OutboxReplay.INTERVAL, outage, liveness).start(),
            new RoleThread(stranded, StrandedLeases.INTERVAL, outage, liveness).start(),
            new RoleThread(
                    new RetryScheduler(new DelayedCommands(connection, KEYS)),
                    RetryScheduler.INTERVAL,
                    outage,
                    liveness)
                .start());
    Processor processor =
        new Processor(
            queue,
            this::handle,
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)),
            DEAD_LETTERS,
            EVENTS,
            CLOCK,
            () -> 0.5,
            CommandListener.NONE,
            failure -> {});
    processors =
        new ProcessorPool(
            List.of(processor), outage, liveness, () -> queue.writer().waiting() == 0);
    processors.start();
  }

  private List<Event> handle(Lease lease) {
    leasedAt.add(System.nanoTime());
    done.add(lease.payload().text());
    return List.of();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (processors != null) {
      processors.stop(Duration.ofSeconds(5));
      for (RoleThread role : upkeep) {
        role.stop();
      }
    }
    connection.close();
    servers.close();
  }

  @Test
  @Tag("alone")
  void a_failover_stops_the_fleet_for_a_moment_and_loses_no_command() {
    List<String> pushed = push();
    servers.replicas().forEach(SentinelTest::awaitCommands);
    work();
    await().until(() -> done.size() > 200);

    servers.killPrimary();
    long killedAt = System.nanoTime();
    await().until(() -> leasedAfter(killedAt));

    Duration pause = longestPause();
    log.warn("Nothing was leased for {} ms during the failover", pause.toMillis());
    assertThat(pause).isLessThan(LONGEST_PAUSE);
    await().atMost(Duration.ofMinutes(3)).until(() -> done.containsAll(pushed));
  }

  private List<String> push() {
    List<String> payloads =
        IntStream.rangeClosed(1, COMMANDS).mapToObj(QueueFixtures::payload).toList();
    connection.commands().getList(KEYS.pending(), StringCodec.INSTANCE).addAll(payloads);
    return payloads;
  }

  /** Waits until a replica has all commands, because only those outlive the primary. */
  private static void awaitCommands(RedisServerProcess replica) {
    try (RedisConnection redis = RedisConnection.open(RedisAddress.parse(replica.url()), 0)) {
      var pending = redis.commands().getList(KEYS.pending(), StringCodec.INSTANCE);
      await().until(() -> pending.size() == COMMANDS);
    }
  }

  private boolean leasedAfter(long moment) {
    return leasedAt.get(leasedAt.size() - 1) > moment;
  }

  private Duration longestPause() {
    List<Long> moments = List.copyOf(leasedAt);
    long longest = 0;
    for (int i = 1; i < moments.size(); i++) {
      longest = Math.max(longest, moments.get(i) - moments.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }
}

package dev.tgfetcher.queue;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tgfetcher.archive.StorageException;
import dev.tgfetcher.schema.CommandParser;
import dev.tgfetcher.schema.Event;
import dev.tgfetcher.schema.FetchCommand;
import dev.tgfetcher.schema.ParsedCommand;
import dev.tgfetcher.schema.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBlockingDeque;
import org.redisson.api.RMap;
import org.redisson.api.queue.DequeMoveArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of the fleet, as one worker sees them. A command is always in exactly one place:
 *
 * <ol>
 *   <li>{@link #lease} moves it from the pending list to this worker's processing list;
 *   <li>{@link #announce} tells of a day while the command goes on;
 *   <li>{@link #complete}, {@link #retry}, {@link #defer}, {@link #requeue} and {@link #bury} end
 *       the lease, each by one script that refuses if the lease was lost.
 * </ol>
 *
 * <p>What is told while Redis is away waits in the outbox.
 */
public final class CommandQueue implements CommandReports {
  private static final Logger log = LoggerFactory.getLogger(CommandQueue.class);
  private static final RetryPolicy<Boolean> ASK_AGAIN =
      RetryPolicy.<Boolean>builder()
          .handle(RedisException.class)
          .withMaxAttempts(3)
          .withDelay(Duration.ofSeconds(1))
          .build();
  private static final LuaScript CLAIM = LuaScript.beside(CommandQueue.class, "claim");
  private static final LuaScript PUBLISH = LuaScript.beside(CommandQueue.class, "publish");
  private static final LuaScript FAN_OUT = LuaScript.beside(CommandQueue.class, "fan_out");

  /** Longer than any command waits between two attempts. */
  public static final Duration COUNTERS_LIVE = Duration.ofDays(7);

  /**
   * How long the end of a command is remembered at least, for an outbox that tells it again; some
   * 150 bytes of Redis' memory each.
   */
  private static final Duration SETTLED_LIVE = Duration.ofHours(1);

  /** About so many events stay in the stream. */
  static final int STREAM_LENGTH = 100_000;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;
  private final Take take;
  private final OnMalformed onMalformed;
  private final CommandListener listener;
  private final InFlight inFlight = new InFlight();
  private final LeaseSteps steps;
  private final LeaseWriter writer;

  /** A worker id may be used again by the next process, a lease's token never. */
  private final String process = UUID.randomUUID().toString();

  private final AtomicLong leases = new AtomicLong();

  /** How the next element is taken off the pending list. */
  @FunctionalInterface
  interface Take {
    @Nullable Payload next(Duration wait);
  }

  /** Turns a payload that is no command into its dead letter. */
  @FunctionalInterface
  public interface OnMalformed {
    /**
     * Writes it.
     *
     * @param run when a worker first took the payload
     */
    Burial bury(Payload payload, ParsedCommand.Invalid invalid, Instant run);
  }

  /** Without a listener. */
  public CommandQueue(
      RedisConnection redis,
      RedisKeys keys,
      String workerId,
      boolean atLeastOnce,
      Outbox outbox,
      OnMalformed onMalformed) {
    this(
        redis,
        keys,
        workerId,
        atLeastOnce,
        Duration.ZERO,
        outbox,
        onMalformed,
        CommandListener.NONE);
  }

  /**
   * Names the worker.
   *
   * @param dedupTtl how long the mark of a day lives, whose command's end is to be known meanwhile
   * @param outbox where what Redis has to know waits while it is away
   * @param onMalformed turns a payload that is no command into its dead letter
   */
  public CommandQueue(
      RedisConnection redis,
      RedisKeys keys,
      String workerId,
      boolean atLeastOnce,
      Duration dedupTtl,
      Outbox outbox,
      OnMalformed onMalformed,
      CommandListener listener) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
    this.take = atLeastOnce ? this::moveNext : this::popNext;
    this.onMalformed = onMalformed;
    this.listener = listener;
    this.steps = new LeaseSteps(keys, workerId, SETTLED_LIVE.plus(dedupTtl));
    this.writer = new LeaseWriter(redis, outbox, inFlight, listener);
  }

  /**
   * Takes the next command and starts an attempt at it. A payload that is no command becomes a dead
   * letter here, and a copy of a command that runs is put aside until that has ended.
   *
   * @param wait whole seconds from 1 to 5; Redisson cuts fractions off, and 0 would wait for ever
   * @return empty if none came in time, or what came was malformed
   */
  public Optional<Lease> lease(Duration wait) {
    Payload payload = take.next(wait);
    if (payload == null) {
      return Optional.empty();
    }
    inFlight.add(payload);
    try {
      Optional<Lease> lease = claim(payload);
      if (lease.isEmpty()) {
        inFlight.remove(payload);
      }
      return lease;
    } catch (RuntimeException | Error failure) {
      abandon(payload, failure);
      throw failure;
    }
  }

  private @Nullable Payload moveNext(Duration wait) {
    byte[] element =
        pending().move(wait, DequeMoveArgs.pollFirst().addLastTo(keys.processing(workerId)));
    return element == null ? null : Payload.of(element);
  }

  private @Nullable Payload popNext(Duration wait) {
    try {
      byte[] element = pending().poll(wait.toSeconds(), TimeUnit.SECONDS);
      if (element == null) {
        return null;
      }
      redis
          .commands()
          .<byte[]>getDeque(keys.processing(workerId), ByteArrayCodec.INSTANCE)
          .addLast(element);
      return Payload.of(element);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private RBlockingDeque<byte[]> pending() {
    return redis.blocking().getBlockingDeque(keys.pending(), ByteArrayCodec.INSTANCE);
  }

  private Optional<Lease> claim(Payload payload) {
    String token = process + ":" + leases.incrementAndGet();
    ParsedCommand parsed = CommandParser.parse(payload.bytes());
    List<String> answer =
        redis.texts(
            CLAIM,
            List.of(
                keys.processing(workerId),
                keys.meta(payload.sha256()),
                keys.delayed(),
                keys.twins()),
            payload,
            token,
            parsed.correlationId(),
            COUNTERS_LIVE.toSeconds());
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    if (parsed instanceof ParsedCommand.Invalid invalid) {
      Burial burial = onMalformed.bury(payload, invalid, moment(answer.get(3)));
      Ending ending = Ending.buried(burial, List.of(burial.event()));
      writer.writeNow(payload, steps.settle(payload, token, ending));
      listener.malformed();
      return Optional.empty();
    }
    return Optional.of(read(payload, token, ((ParsedCommand.Valid) parsed).command(), answer));
  }

  private static Lease read(
      Payload payload, String token, FetchCommand command, List<String> answer) {
    Map<LocalDate, Long> days = new HashMap<>();
    for (int i = 6; i < answer.size(); i += 2) {
      days.put(LocalDate.parse(answer.get(i)), Long.valueOf(answer.get(i + 1)));
    }
    return new Lease(
        payload,
        token,
        command,
        Integer.parseInt(answer.get(0)),
        Integer.parseInt(answer.get(1)),
        PastRuns.history(answer.get(4)),
        Integer.parseInt(answer.get(2)),
        command.firstSeen(moment(answer.get(3))),
        moment(answer.get(3)),
        moment(answer.get(5)),
        days);
  }

  private static Instant moment(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** Tells of a finished day, once, while the command goes on. */
  @Override
  public Settlement announce(Lease lease, LocalDate day, Event event) {
    return writer.write(steps.announce(lease.payload(), lease.token(), day, event));
  }

  /**
   * Asks again before Redis counts as away, for the connections of a process that slept through its
   * lease break when it wakes. While Redis is away the lease counts as held: what is in hand is to
   * be finished.
   */
  @Override
  public boolean isHeld(Lease lease) {
    RMap<String, String> counters =
        redis.commands().getMap(keys.meta(lease.payload().sha256()), StringCodec.INSTANCE);
    Map<String, String> held =
        Map.of("claimed_by", lease.token(), "held_in", keys.processing(workerId));
    try {
      return Failsafe.with(ASK_AGAIN).get(() -> counters.getAll(held.keySet()).equals(held));
    } catch (RedisException away) {
      log.warn("Redis is away; the day is written all the same: {}", away.toString());
      return true;
    } catch (FailsafeException interrupted) {
      // The thread is marked; whoever handles the command gives it back.
      return false;
    }
  }

  /** The command is done. */
  public Settlement complete(Lease lease, List<Event> events) {
    return end(lease, Ending.complete(events));
  }

  /** The command is done by being split; the lease ends as soon as its parts are queued. */
  @Override
  public Settlement fanOut(Lease lease, List<FetchCommand> parts) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(lease.payload());
    arguments.add(lease.token());
    arguments.add(COUNTERS_LIVE.toSeconds());
    parts.forEach(part -> arguments.add(part.toJson()));
    return Settlement.of(
        redis.number(
            FAN_OUT,
            List.of(keys.processing(workerId), keys.meta(lease.payload().sha256()), keys.pending()),
            arguments.toArray()));
  }

  /** The attempt failed; the command is due again after a delay. */
  public Settlement retry(Lease lease, Duration delay, String error, Event event) {
    return end(lease, Ending.retry(lease.payload(), delay, error, event));
  }

  /** The attempt could not be made; the command is due after a delay and no attempt is counted. */
  public Settlement defer(Lease lease, Duration delay, String reason) {
    return end(lease, Ending.defer(lease.payload(), delay, reason));
  }

  /** Gives the command back untouched, to the head of the queue. */
  public Settlement requeue(Lease lease) {
    return end(lease, Ending.requeue(lease.payload()));
  }

  /** Gives the command up. */
  public Settlement bury(Lease lease, Burial burial, Event lastFailure) {
    return end(lease, Ending.buried(burial, List.of(lastFailure, burial.event())));
  }

  private Settlement end(Lease lease, Ending ending) {
    return writer.write(steps.settle(lease.payload(), lease.token(), ending));
  }

  /**
   * Nobody in this process works on the command any more, and no ending was written: it lies in
   * this worker's list for {@code StrandedLeases} to find.
   *
   * @param failure why; a fault of this program counts as an interruption
   */
  public void abandon(Lease lease, Throwable failure) {
    abandon(lease.payload(), failure);
  }

  private void abandon(Payload payload, Throwable failure) {
    if (isFault(failure)) {
      inFlight.failed(payload, failure);
    } else {
      inFlight.remove(payload);
    }
  }

  /** Redis that is away, an outbox that cannot be written then, and a stop say nothing of it. */
  private static boolean isFault(Throwable failure) {
    boolean outage = failure instanceof RedisException || failure instanceof StorageException;
    return !outage && !Thread.currentThread().isInterrupted();
  }

  /** Tells of something that needs no lease, if Redis listens: nobody waits for it. */
  @Override
  public void publish(Event event) {
    String json = event.toJson();
    long start = System.nanoTime();
    redis
        .send(PUBLISH, List.of(keys.eventStream()), json, keys.events(), STREAM_LENGTH)
        .thenAccept(
            published -> listener.published(json, Duration.ofNanos(System.nanoTime() - start)));
  }

  /** What this process works on. */
  public InFlight inFlight() {
    return inFlight;
  }

  /** Writes to Redis what had to wait for it. */
  public LeaseWriter writer() {
    return writer;
  }
}

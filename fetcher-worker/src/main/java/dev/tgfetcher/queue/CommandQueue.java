package dev.tgfetcher.queue;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RMap;
import org.redisson.client.RedisException;
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
public final class CommandQueue implements CommandReporter {
  private static final Logger log = LoggerFactory.getLogger(CommandQueue.class);
  private static final RetryPolicy<Boolean> ASK_AGAIN =
      RetryPolicy.<Boolean>builder()
          .handle(RedisException.class)
          .withMaxAttempts(3)
          .withDelay(Duration.ofSeconds(1))
          .build();
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
  private final PendingList pending;
  private final Claims claims;
  private final OnMalformed onMalformed;
  private final CommandListener listener;
  private final InFlight inFlight = new InFlight();
  private final LeaseWrites steps;
  private final LeaseWriter writer;

  /** Turns a payload that is no command into its dead letter. */
  @FunctionalInterface
  public interface OnMalformed {
    /**
     * Writes it.
     *
     * @param run when a worker first took the payload
     */
    DeadLettering bury(Payload payload, ParsedCommand.Invalid invalid, Instant run);
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
    this.pending = new PendingList(redis, keys, workerId, atLeastOnce);
    this.claims = new Claims(redis, keys, workerId);
    this.onMalformed = onMalformed;
    this.listener = listener;
    this.steps = new LeaseWrites(keys, workerId, SETTLED_LIVE.plus(dedupTtl));
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
    Payload payload = pending.take(wait);
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
      inFlight.letGo(payload, failure);
      throw failure;
    }
  }

  private Optional<Lease> claim(Payload payload) {
    ParsedCommand parsed = CommandParser.parse(payload.bytes());
    Optional<Claim> claim = claims.claim(payload, parsed.correlationId());
    if (claim.isPresent() && parsed instanceof ParsedCommand.Invalid invalid) {
      DeadLettering burial = onMalformed.bury(payload, invalid, claim.get().run());
      Disposition ending = Disposition.buried(burial, List.of(burial.event()));
      writer.writeNow(payload, steps.settle(payload, claim.get().token(), ending));
      listener.malformed();
      return Optional.empty();
    }
    return claim.map(begun -> begun.lease(payload, ((ParsedCommand.Valid) parsed).command()));
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
    return end(lease, Disposition.complete(events));
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
    return end(lease, Disposition.retry(lease.payload(), delay, error, event));
  }

  /** The attempt could not be made; the command is due after a delay and no attempt is counted. */
  public Settlement defer(Lease lease, Duration delay, String reason) {
    return end(lease, Disposition.defer(lease.payload(), delay, reason));
  }

  /** Gives the command back untouched, to the head of the queue. */
  public Settlement requeue(Lease lease) {
    return end(lease, Disposition.requeue(lease.payload()));
  }

  /** Gives the command up. */
  public Settlement bury(Lease lease, DeadLettering burial, Event lastFailure) {
    return end(lease, Disposition.buried(burial, List.of(lastFailure, burial.event())));
  }

  private Settlement end(Lease lease, Disposition ending) {
    return writer.write(steps.settle(lease.payload(), lease.token(), ending));
  }

  /**
   * Nobody in this process works on the command any more, and no ending was written: it lies in
   * this worker's list for {@code StrandedLeases} to find.
   *
   * @param failure why; a fault of this program counts as an interruption
   */
  public void abandon(Lease lease, Throwable failure) {
    inFlight.letGo(lease.payload(), failure);
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

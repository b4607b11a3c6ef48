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
import dev.tgfetcher.schema.command.Priority;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.redisson.api.RMap;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of the fleet, as one worker sees them. A command is always in exactly one place:
 *
 * <ol>
 *   <li>{@link #lease} moves it from the pending list to this worker's processing list;
 *   <li>{@link #announce} publishes a finished day while the command goes on;
 *   <li>{@link #complete}, {@link #retry}, {@link #defer}, {@link #requeue} and {@link #deadLetter}
 *       end the lease. Each is one script, which writes nothing if the lease was lost.
 * </ol>
 *
 * <p>While Redis is away, the writes of 2 and 3 wait in the outbox.
 */
public final class CommandQueue implements CommandReporter {
  private static final Logger log = LoggerFactory.getLogger(CommandQueue.class);
  private static final RetryPolicy<Boolean> READ_AGAIN =
      RetryPolicy.<Boolean>builder()
          .handle(RedisException.class)
          .withMaxAttempts(3)
          .withDelay(Duration.ofSeconds(1))
          .build();
  private static final LuaScript PUBLISH = LuaScript.beside(CommandQueue.class, "publish");
  private static final LuaScript FAN_OUT =
      LuaScript.beside(CommandQueue.class, "fan_out", "end_command");

  /** Longer than any command waits between two attempts. */
  public static final Duration COUNTERS_TTL = Duration.ofDays(7);

  /**
   * The shortest time for which Redis remembers that a command has ended, so that an outbox may
   * repeat the end. It takes some 150 bytes of Redis' memory for each command.
   */
  private static final Duration SETTLED_TTL = Duration.ofHours(1);

  /** The approximate maximal length of the event stream. */
  public static final int STREAM_LENGTH = 100_000;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String workerId;
  private final PendingLists pending;
  private final Claims claims;
  private final OnMalformed onMalformed;
  private final CommandEnds ends;
  private final CommandListener listener;
  private final CommandCounters counters;
  private final LongPayloads longPayloads;
  private final InFlight inFlight = new InFlight();
  private final LeaseWriteFactory writes;
  private final LeaseWriter writer;

  /** Turns a payload that is no valid command into a dead letter. */
  @FunctionalInterface
  public interface OnMalformed {
    /**
     * Makes the dead letter.
     *
     * @param run when a worker first took the payload
     */
    DeadLettering deadLetter(Payload payload, ParsedCommand.Invalid invalid, Instant run);
  }

  /**
   * Opens the queue for one worker.
   *
   * @param lowPriorityEvery of this number of commands one is of low priority, while both kinds
   *     wait
   * @param dedupTtl how long a day's mark lives; the end of its command is remembered longer
   * @param outbox keeps writes while Redis is away
   * @param onMalformed makes the dead letter of a payload that is no valid command
   * @param ends makes the last event of each command
   */
  public CommandQueue(
      RedisConnection redis,
      RedisKeys keys,
      String workerId,
      boolean atLeastOnce,
      int lowPriorityEvery,
      Duration dedupTtl,
      Outbox outbox,
      OnMalformed onMalformed,
      CommandEnds ends,
      CommandListener listener) {
    this.redis = redis;
    this.keys = keys;
    this.workerId = workerId;
    LowPriorityShare share =
        new LowPriorityShare(
            lowPriorityEvery, ThreadLocalRandom.current().nextInt(lowPriorityEvery));
    this.pending = new PendingLists(redis, keys, workerId, atLeastOnce, share);
    this.claims = new Claims(redis, keys, workerId, ends);
    this.onMalformed = onMalformed;
    this.ends = ends;
    this.listener = listener;
    this.counters = new CommandCounters(redis, keys);
    this.longPayloads = new ProcessingLists(redis, keys, listener).longPayloads(onMalformed);
    this.writes = new LeaseWriteFactory(keys, workerId, SETTLED_TTL.plus(dedupTtl));
    this.writer = new LeaseWriter(redis, outbox, inFlight, listener);
  }

  /**
   * Takes the next command and starts an attempt at it. A payload that is no valid command becomes
   * a dead letter. A copy of a running command waits until that has ended.
   *
   * @param wait whole seconds from 1 to 5; Redisson cuts fractions off, and 0 would wait for ever
   * @return empty if no valid command came in time
   */
  public Optional<Lease> lease(Duration wait) {
    return lease(wait, "");
  }

  /**
   * Takes the next command for an account, unless a pause forbids it. A command of a paused chat
   * waits in a place of its own.
   *
   * @param account the id of the account; empty if it has none
   */
  public Optional<Lease> lease(Duration wait, String account) {
    PendingLists.Taken taken = pending.take(wait, account);
    if (taken == null) {
      return Optional.empty();
    }
    Payload payload = taken.payload();
    if (payload.size() > Payload.LONGEST) {
      longPayloads.bury(workerId);
      return Optional.empty();
    }
    inFlight.add(payload);
    try {
      Optional<Lease> lease = claim(payload, taken.low(), account);
      if (lease.isEmpty()) {
        inFlight.remove(payload);
      }
      return lease;
    } catch (RuntimeException | Error failure) {
      inFlight.abandon(payload, failure);
      throw failure;
    }
  }

  private Optional<Lease> claim(Payload payload, boolean fromLow, String account) {
    ParsedCommand parsed = CommandParser.parse(payload.bytes());
    boolean low = fromLow || isLow(parsed);
    pending.taken(low);
    Optional<Claim> claim = claims.claim(payload, parsed, low, account);
    if (claim.isPresent() && parsed instanceof ParsedCommand.Invalid invalid) {
      DeadLettering letter = onMalformed.deadLetter(payload, invalid, claim.get().run());
      Disposition disposition = Disposition.deadLetter(letter);
      writer.writeNow(payload, writes.settle(payload, claim.get().token(), parsed, disposition));
      listener.malformed();
      return Optional.empty();
    }
    ParsedCommand.Valid valid = (ParsedCommand.Valid) parsed;
    if (claim.isPresent()) {
      valid.notes().forEach(note -> log.info("Command {}: {}", valid.commandId(), note));
    }
    return claim.map(started -> started.lease(payload, valid.command(), low));
  }

  /** A command of low priority that came to the normal list during the wait runs at once. */
  private static boolean isLow(ParsedCommand parsed) {
    return parsed instanceof ParsedCommand.Valid valid
        && valid.command().priority() == Priority.LOW;
  }

  @Override
  public Settlement announce(Lease lease, LocalDate day, Event event) {
    return writer.write(writes.announce(lease, day, event));
  }

  /**
   * Whether this worker still owns the lease. A failed read is repeated twice, because a process
   * that slept through its lease finds broken connections when it wakes. While Redis is away the
   * lease counts as owned, so that the worker finishes its command.
   */
  @Override
  public boolean isOwned(Lease lease) {
    RMap<String, String> fields = counters.of(lease.payload());
    Map<String, String> owned =
        Map.of("claimed_by", lease.token(), "held_in", keys.processing(workerId));
    try {
      return Failsafe.with(READ_AGAIN).get(() -> fields.getAll(owned.keySet()).equals(owned));
    } catch (RedisException away) {
      log.warn(
          "Redis is away, so the lease cannot be checked; the day is written: {}", away.toString());
      return true;
    } catch (FailsafeException interrupted) {
      // The thread is marked as interrupted; the handler's caller requeues the command.
      return false;
    }
  }

  /**
   * Ends the lease of a command that is done.
   *
   * @param events the last ones of its days; the end of the command is published after them
   */
  public Settlement complete(Lease lease, List<Event> events) {
    List<Event> all = new ArrayList<>(events);
    all.add(ends.done(lease));
    return end(lease, Disposition.complete(all));
  }

  /** Ends the lease, and queues the parts in the same step. The command ends with its last part. */
  @Override
  public Settlement fanOut(Lease lease, List<FetchCommand> parts) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(lease.payload());
    arguments.add(lease.token());
    arguments.add(COUNTERS_TTL.toSeconds());
    arguments.add(keys.eventsFormat().json(ends.done(lease)));
    arguments.add(keys.events());
    arguments.add(STREAM_LENGTH);
    parts.forEach(part -> arguments.add(part.toJson()));
    return Settlement.of(redis.evalLong(FAN_OUT, fanOutKeys(lease), arguments.toArray()));
  }

  private List<String> fanOutKeys(Lease lease) {
    FetchCommand command = lease.command();
    return List.of(
        keys.processing(workerId),
        keys.meta(lease.payload().sha256()),
        lease.low() ? keys.low() : keys.pending(),
        keys.eventStream(),
        keys.result(command.commandId()),
        keys.parts(command.commandId(), lease.run().toEpochMilli()),
        keys.batch(Objects.requireNonNullElse(command.batchId(), "")));
  }

  /** Ends the lease of a failed attempt; the command is due again after a delay. */
  public Settlement retry(Lease lease, Duration delay, String error, Event event) {
    return end(lease, Disposition.retry(lease.payload(), delay, error, event));
  }

  /** Ends the lease without counting an attempt; the command is due again after a delay. */
  public Settlement defer(Lease lease, Duration delay, String reason) {
    return end(lease, Disposition.defer(lease.payload(), delay, reason));
  }

  /** Ends the lease and puts the command back to the head of its list, untouched. */
  public Settlement requeue(Lease lease) {
    return end(lease, Disposition.requeue(lease.payload(), lease.low()));
  }

  /** Ends the lease of a command that an operator cancelled. */
  public Settlement cancel(Lease lease) {
    return end(lease, Disposition.cancelled(lease.command(), ends.cancelled(lease)));
  }

  /** Ends the lease of a command that is given up. */
  public Settlement deadLetter(Lease lease, DeadLettering letter, Event lastFailure) {
    return end(lease, Disposition.deadLetter(letter, lastFailure));
  }

  private Settlement end(Lease lease, Disposition disposition) {
    return writer.write(
        writes.settle(
            lease.payload(), lease.token(), new ParsedCommand.Valid(lease.command()), disposition));
  }

  /**
   * Gives up work on a command whose lease was not ended. The command stays in this worker's list,
   * where {@code StrandedLeases} finds it.
   *
   * @param failure the reason; a fault of this program counts as an interruption
   */
  public void abandon(Lease lease, Throwable failure) {
    inFlight.abandon(lease.payload(), failure);
  }

  @Override
  public void publish(Event event) {
    String json = keys.eventsFormat().json(event);
    long start = System.nanoTime();
    redis
        .evalAsync(PUBLISH, List.of(keys.eventStream()), json, keys.events(), STREAM_LENGTH)
        .thenAccept(
            published -> listener.published(json, Duration.ofNanos(System.nanoTime() - start)));
  }

  /** The payloads on which this process works. */
  public InFlight inFlight() {
    return inFlight;
  }

  /** The writer that sends the outbox to Redis. */
  public LeaseWriter writer() {
    return writer;
  }
}

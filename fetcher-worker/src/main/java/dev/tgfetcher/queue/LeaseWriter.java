package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes under leases:
 *
 * <ol>
 *   <li>to Redis at once, if it answers;
 *   <li>else to the outbox, and so does everything that follows, or a command might be completed
 *       before its days are announced;
 *   <li>{@link #replay}: from the outbox to Redis, in order, once it is back;
 *   <li>{@link #replayOf}: the same for what a dead worker left.
 * </ol>
 *
 * <p>A step that Redis has made already changes nothing when it is made again, and one whose lease
 * was lost is dropped: whoever has the command now announces its days under the same event ids.
 */
public final class LeaseWriter {
  private static final Logger log = LoggerFactory.getLogger(LeaseWriter.class);
  private static final Map<String, LuaScript> SCRIPTS =
      Stream.of("announce", "settle")
          .map(name -> LuaScript.beside(LeaseWriter.class, name))
          .collect(Collectors.toMap(LuaScript::name, Function.identity()));

  private final RedisConnection redis;
  private final Outbox outbox;
  private final InFlight inFlight;
  private final CommandListener listener;

  LeaseWriter(RedisConnection redis, Outbox outbox, InFlight inFlight, CommandListener listener) {
    this.redis = redis;
    this.outbox = outbox;
    this.inFlight = inFlight;
    this.listener = listener;
  }

  /** What it throws leaves the command in flight: who has it in hand lets go of it. */
  Settlement write(LeaseWrite step) {
    Settlement settlement = outbox.isEmpty() ? sendOrKeep(step) : keep(step);
    if (settlement != Settlement.KEPT) {
      release(step);
    }
    return settlement;
  }

  private Settlement sendOrKeep(LeaseWrite step) {
    try {
      return writeNow(Payload.of(step.payload()), step);
    } catch (RedisException away) {
      log.warn(
          "Redis is away: what this worker finishes waits in its outbox, and nothing new is taken"
              + " ({})",
          away.toString());
      return keep(step);
    }
  }

  private Settlement keep(LeaseWrite step) {
    outbox.put(step);
    return Settlement.KEPT;
  }

  private void release(LeaseWrite step) {
    if (step.ends()) {
      inFlight.remove(Payload.of(step.payload()));
    }
  }

  /**
   * Makes a step, or fails.
   *
   * @param payload the step's payload to the byte, where it may be no text
   * @throws RedisException while Redis is away
   */
  Settlement writeNow(Payload payload, LeaseWrite step) {
    LuaScript script = SCRIPTS.get(step.script());
    if (script == null) {
      throw new IllegalArgumentException("no step is called " + step.script());
    }
    Object[] arguments = Stream.concat(Stream.of(payload), step.arguments().stream()).toArray();
    long start = System.nanoTime();
    Settlement settlement = Settlement.of(redis.number(script, step.keys(), arguments));
    if (settlement == Settlement.DONE) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      step.events().forEach(event -> listener.published(event, took));
    }
    return settlement;
  }

  /** How much waits in the outbox; while anything does, nothing new is to be taken. */
  public int waiting() {
    return outbox.size();
  }

  /**
   * Makes the steps that wait.
   *
   * @throws RedisException while Redis is still away; what is left waits on
   */
  public void replay() {
    int made = 0;
    for (Outbox.Entry entry = outbox.first(); entry != null; entry = outbox.first()) {
      make(entry);
      release(entry.step());
      made++;
    }
    if (made > 0) {
      log.info("The outbox is empty again after {} steps; commands are taken", made);
    }
  }

  /** Makes the steps that another process left. */
  public void replayOf(String worker) {
    for (Outbox.Entry entry : outbox.leftBy(worker)) {
      make(entry);
    }
  }

  private void make(Outbox.Entry entry) {
    Settlement settlement = writeNow(Payload.of(entry.step().payload()), entry.step());
    log.info("From the outbox: {} {}", entry.file().getFileName(), settlement);
    if (settlement == Settlement.DONE) {
      listener.recovered(CommandListener.Recovery.OUTBOX);
    }
    outbox.remove(entry);
  }
}

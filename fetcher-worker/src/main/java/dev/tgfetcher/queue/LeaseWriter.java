package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.steering.Pauses;
import java.time.Duration;
import java.util.stream.Stream;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes writes under leases:
 *
 * <ol>
 *   <li>{@link #write} sends them to Redis, if it answers;
 *   <li>otherwise it keeps them in the outbox, and all that follow, so that no command is completed
 *       before its days are announced;
 *   <li>{@link #replay} sends the outbox to Redis in order, once Redis is back;
 *   <li>{@link #replayLeftBy} does so with the outbox of a dead worker.
 * </ol>
 *
 * <p>A repeated write changes nothing. A write whose lease was lost is dropped: the worker that has
 * the command now announces its days under the same event ids.
 */
public final class LeaseWriter {
  private static final Logger log = LoggerFactory.getLogger(LeaseWriter.class);
  private static final LuaScript ANNOUNCE =
      LuaScript.beside(LeaseWriter.class, "announce", "count_day", "next_normal")
          .calling(Pauses.class, "is_low", "pause_of");
  private static final LuaScript SETTLE =
      LuaScript.beside(LeaseWriter.class, "settle", "count_day", "end_command");

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

  /**
   * Writes to Redis or to the outbox. After an exception the command is still in flight; the caller
   * has to abandon it.
   */
  Settlement write(LeaseWrite write) {
    Settlement settlement = outbox.isEmpty() ? sendOrKeep(write) : keep(write);
    if (settlement != Settlement.KEPT) {
      release(write);
    }
    return settlement;
  }

  private Settlement sendOrKeep(LeaseWrite write) {
    try {
      return writeNow(Payload.of(write.payload()), write);
    } catch (RedisException away) {
      log.warn(
          "Redis is away; finished work waits in the outbox, and no command is taken ({})",
          away.toString());
      return keep(write);
    }
  }

  private Settlement keep(LeaseWrite write) {
    outbox.put(write);
    return Settlement.KEPT;
  }

  private void release(LeaseWrite write) {
    if (write.ends()) {
      inFlight.remove(Payload.of(write.payload()));
    }
  }

  /**
   * Writes to Redis without the outbox.
   *
   * @param payload the exact bytes of the write's payload, which may be no text
   * @throws RedisException while Redis is away
   */
  Settlement writeNow(Payload payload, LeaseWrite write) {
    Object[] arguments = Stream.concat(Stream.of(payload), write.arguments().stream()).toArray();
    long start = System.nanoTime();
    Settlement settlement =
        Settlement.of(redis.evalLong(script(write.script()), write.keys(), arguments));
    if (settlement.isWrittenNow()) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      write.events().forEach(event -> listener.published(event, took));
    }
    return settlement;
  }

  private static LuaScript script(LeaseWrite.Script script) {
    return switch (script) {
      case ANNOUNCE -> ANNOUNCE;
      case SETTLE -> SETTLE;
    };
  }

  /** The number of writes in the outbox; while there are any, no command is to be taken. */
  public int waiting() {
    return outbox.size();
  }

  /**
   * Sends the outbox to Redis.
   *
   * @throws RedisException while Redis is away; the rest stays in the outbox
   */
  public void replay() {
    int sent = 0;
    for (Outbox.Entry entry = outbox.first(); entry != null; entry = outbox.first()) {
      send(entry);
      release(entry.write());
      sent++;
    }
    if (sent > 0) {
      log.info("The outbox is empty again after {} writes; commands are taken", sent);
    }
  }

  /** Sends the outbox that another process left. */
  public void replayLeftBy(String worker) {
    for (Outbox.Entry entry : outbox.leftBy(worker)) {
      send(entry);
    }
  }

  private void send(Outbox.Entry entry) {
    Settlement settlement = writeNow(Payload.of(entry.write().payload()), entry.write());
    log.info("From the outbox: {} {}", entry.file().getFileName(), settlement);
    if (settlement.isWrittenNow()) {
      listener.recovered(CommandListener.Recovery.OUTBOX);
    }
    outbox.remove(entry);
  }
}

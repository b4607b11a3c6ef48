package dev.tgfetcher.fetch;

import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks days in Redis for all workers. A mark lives for {@code DEDUP_TTL} and is renewed while its
 * command runs. While Redis is away no day is marked, and every day is read.
 *
 * <p>A mark belongs to the folder of the day's file. Two names of one chat are two folders, so a
 * command under the second name still gets its own file.
 */
public final class RedisDuplicateMarks implements DuplicateMarks {
  private static final Logger log = LoggerFactory.getLogger(RedisDuplicateMarks.class);
  private static final LuaScript MARK = LuaScript.beside(RedisDuplicateMarks.class, "mark_days");
  private static final LuaScript UNMARK =
      LuaScript.beside(RedisDuplicateMarks.class, "unmark_days");

  /** Days in one call of a script. */
  private static final int CHUNK = 500;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Duration timeToLive;
  private final Set<MarksOfLease> open = ConcurrentHashMap.newKeySet();

  public RedisDuplicateMarks(RedisConnection redis, RedisKeys keys, Duration timeToLive) {
    this.redis = redis;
    this.keys = keys;
    this.timeToLive = timeToLive;
  }

  @Override
  public MarkedDays mark(Lease lease, List<LocalDate> days) {
    try {
      MarksOfLease marks = new MarksOfLease(lease, days, markInRedis(lease, days));
      open.add(marks);
      return marks;
    } catch (RedisException away) {
      log.warn("Redis is away, so no day is marked: {}", away.toString());
      return MarkedDays.NONE;
    }
  }

  /**
   * Renews the marks of all commands that run, and sets expired ones again.
   *
   * @throws RedisException while Redis is away
   */
  public void renew() {
    for (MarksOfLease marks : open) {
      Set<LocalDate> ofOthers = markInRedis(marks.lease, marks.unfinished());
      if (!ofOthers.isEmpty()) {
        log.warn(
            "Marks of {} expired, and another command has marked {}",
            marks.lease.command().commandId(),
            ofOthers);
      }
    }
  }

  /** Returns the days that another command has marked. */
  private Set<LocalDate> markInRedis(Lease lease, List<LocalDate> days) {
    Set<LocalDate> ofOthers = new HashSet<>();
    for (List<LocalDate> chunk : chunks(days)) {
      List<String> names = new ArrayList<>();
      names.add(keys.meta(lease.payload().sha256()));
      names.addAll(markNames(lease, chunk));
      List<String> numbers = redis.evalTexts(MARK, names, lease.token(), timeToLive.toMillis());
      numbers.forEach(number -> ofOthers.add(chunk.get(Integer.parseInt(number) - 1)));
    }
    return ofOthers;
  }

  private void unmarkInRedis(Lease lease, List<LocalDate> days) {
    for (List<LocalDate> chunk : chunks(days)) {
      redis.evalLong(UNMARK, markNames(lease, chunk), lease.token());
    }
  }

  private static List<List<LocalDate>> chunks(List<LocalDate> days) {
    return IntStream.iterate(0, start -> start < days.size(), start -> start + CHUNK)
        .mapToObj(start -> days.subList(start, Math.min(start + CHUNK, days.size())))
        .toList();
  }

  private List<String> markNames(Lease lease, List<LocalDate> days) {
    String folder = lease.command().chat().folder();
    return days.stream().map(day -> keys.dedup(folder, day)).toList();
  }

  private final class MarksOfLease implements MarkedDays {
    private final Lease lease;
    private final Set<LocalDate> ofOthers;
    private final Set<LocalDate> unfinished = ConcurrentHashMap.newKeySet();

    MarksOfLease(Lease lease, List<LocalDate> days, Set<LocalDate> ofOthers) {
      this.lease = lease;
      this.ofOthers = Set.copyOf(ofOthers);
      unfinished.addAll(days);
      unfinished.removeAll(ofOthers);
    }

    List<LocalDate> unfinished() {
      return List.copyOf(unfinished);
    }

    @Override
    public boolean isMarkedByOther(LocalDate day) {
      return ofOthers.contains(day);
    }

    @Override
    public void keepMark(LocalDate day) {
      unfinished.remove(day);
    }

    @Override
    public void close() {
      open.remove(this);
      List<LocalDate> left = unfinished();
      try {
        unmarkInRedis(lease, left);
      } catch (RedisException away) {
        log.warn("Redis is away; the marks of {} days expire after {}", left.size(), timeToLive);
      }
    }
  }
}

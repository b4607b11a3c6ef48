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
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks days in Redis for the whole fleet. A mark lives for {@code DEDUP_TTL}, and is renewed while
 * its command runs. While Redis is away nothing is marked, and nothing is kept from being read.
 *
 * <p>A mark is of the folder that the day is written to, so that a day is passed over only where
 * the very file that was asked for is somebody's work.
 */
public final class RedisDuplicateMarks implements DuplicateMarks {
  private static final Logger log = LoggerFactory.getLogger(RedisDuplicateMarks.class);
  private static final LuaScript TAKE = LuaScript.beside(RedisDuplicateMarks.class, "mark_days");
  private static final LuaScript FREE = LuaScript.beside(RedisDuplicateMarks.class, "unmark_days");

  /** Days marked in one step. */
  private static final int CHUNK = 500;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Duration timeToLive;
  private final Set<Claim> open = ConcurrentHashMap.newKeySet();

  public RedisDuplicateMarks(RedisConnection redis, RedisKeys keys, Duration timeToLive) {
    this.redis = redis;
    this.keys = keys;
    this.timeToLive = timeToLive;
  }

  @Override
  public MarkedDays claim(Lease lease, List<LocalDate> days) {
    try {
      Claim claim = new Claim(lease, days, take(lease, days));
      open.add(claim);
      return claim;
    } catch (RedisException away) {
      log.warn("Redis is away, so no day is marked: {}", away.toString());
      return MarkedDays.ALL;
    }
  }

  /**
   * Renews the marks of all commands that run, or makes them again.
   *
   * @throws RedisException while Redis is away
   */
  public void renew() {
    for (Claim claim : open) {
      Set<LocalDate> lost = take(claim.lease, claim.unfinished());
      if (!lost.isEmpty()) {
        log.warn("Another command has {} meanwhile", lost);
      }
    }
  }

  private Set<LocalDate> take(Lease lease, List<LocalDate> days) {
    Set<LocalDate> anothers = new HashSet<>();
    for (int start = 0; start < days.size(); start += CHUNK) {
      List<LocalDate> chunk = days.subList(start, Math.min(start + CHUNK, days.size()));
      List<String> names = new ArrayList<>();
      names.add(keys.meta(lease.payload().sha256()));
      names.addAll(markers(lease, chunk));
      List<String> numbers = redis.texts(TAKE, names, lease.token(), timeToLive.toMillis());
      numbers.forEach(number -> anothers.add(chunk.get(Integer.parseInt(number) - 1)));
    }
    return anothers;
  }

  private List<String> markers(Lease lease, List<LocalDate> days) {
    String chat = lease.command().chat().folder();
    return days.stream().map(day -> keys.dedup(chat, day)).toList();
  }

  private final class Claim implements MarkedDays {
    private final Lease lease;
    private final Set<LocalDate> anothers;
    private final Set<LocalDate> unfinished = ConcurrentHashMap.newKeySet();

    Claim(Lease lease, List<LocalDate> days, Set<LocalDate> anothers) {
      this.lease = lease;
      this.anothers = Set.copyOf(anothers);
      unfinished.addAll(days);
      unfinished.removeAll(anothers);
    }

    List<LocalDate> unfinished() {
      return List.copyOf(unfinished);
    }

    @Override
    public boolean isAnothers(LocalDate day) {
      return anothers.contains(day);
    }

    @Override
    public void done(LocalDate day) {
      unfinished.remove(day);
    }

    @Override
    public void close() {
      open.remove(this);
      List<LocalDate> left = unfinished();
      try {
        for (int start = 0; start < left.size(); start += CHUNK) {
          List<LocalDate> chunk = left.subList(start, Math.min(start + CHUNK, left.size()));
          redis.number(FREE, markers(lease, chunk), lease.token());
        }
      } catch (RedisException away) {
        log.warn("Redis is away; the marks of {} days end by themselves", left.size());
      }
    }
  }
}

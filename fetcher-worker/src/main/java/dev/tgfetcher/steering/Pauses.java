package dev.tgfetcher.steering;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** The pauses of the fleet, which Redis keeps until they are over or an operator ends them. */
public final class Pauses {
  private static final LuaScript PAUSES =
      LuaScript.beside(Pauses.class, "pauses", "pause_of", "is_low");

  /** The most commands that one script returns to their lists. */
  private static final int AT_A_TIME = 1000;

  private final RedisConnection redis;
  private final RedisKeys keys;

  public Pauses(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** The pauses that are not over, and the number of commands that returned to their lists. */
  public record Reading(Instant at, int returned, List<Pause> pauses) {
    public Reading {
      pauses = List.copyOf(pauses);
    }

    /** The pause of this target. */
    public Optional<Pause> of(PauseTarget target) {
      return pauses.stream().filter(pause -> pause.target().equals(target)).findFirst();
    }
  }

  /** Reads the pauses, and returns the commands of those that are over to their lists. */
  public Reading read() {
    Reading reading = run("");
    while (reading.returned() == AT_A_TIME) {
      reading = run("");
    }
    return reading;
  }

  /** Begins a pause, or replaces the pause of the same target. */
  public void begin(Pause pause) {
    boolean unused = map().fastPut(pause.target().field(), pause.toJson());
  }

  /**
   * Ends a pause, and returns its commands to the heads of their lists.
   *
   * @return the number of commands that returned; empty if there was no such pause
   */
  public Optional<Long> end(PauseTarget target) {
    if (!map().containsKey(target.field())) {
      return Optional.empty();
    }
    long returned = 0;
    Reading reading;
    do {
      reading = run(target.field());
      returned += reading.returned();
    } while (reading.returned() == AT_A_TIME);
    return Optional.of(returned);
  }

  private RMap<String, String> map() {
    return redis.commands().getMap(keys.paused(), StringCodec.INSTANCE);
  }

  private Reading run(String ended) {
    List<String> reply =
        redis.evalTexts(
            PAUSES,
            List.of(keys.paused(), keys.pending(), keys.low(), keys.unmarkedLow()),
            ended,
            AT_A_TIME);
    List<Pause> pauses = new ArrayList<>();
    for (int i = 2; i < reply.size(); i += 3) {
      pauses.add(Pause.of(reply.get(i), reply.get(i + 1), Long.parseLong(reply.get(i + 2))));
    }
    return new Reading(
        Instant.ofEpochMilli(Long.parseLong(reply.get(0))), Integer.parseInt(reply.get(1)), pauses);
  }
}

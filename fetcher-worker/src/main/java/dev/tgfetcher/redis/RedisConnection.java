package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.redisson.api.RScript.Mode.READ_WRITE;

import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * The process's connections to Redis. Commands and scripts share one client. Blocking takes have
 * another, so that a waiting BLMOVE delays no command.
 */
public final class RedisConnection implements AutoCloseable {
  private static final int RETRY_ATTEMPTS = 2;

  /** Less than a heartbeat lives: a dead process's locks are free before it counts as dead. */
  public static final Duration LOCK_LEASE = Duration.ofSeconds(15);

  private final RedisAddress address;
  private final RedissonClient commands;
  private final RedissonClient blocking;

  private RedisConnection(RedisAddress address, RedissonClient commands, RedissonClient blocking) {
    this.address = address;
    this.commands = commands;
    this.blocking = blocking;
  }

  /**
   * Connects to Redis.
   *
   * @param consumers the number of blocking takes at a time
   * @throws RedisUnreachableException if no server answers
   */
  public static RedisConnection open(RedisAddress address, int consumers) {
    try {
      RedissonClient commands = Redisson.create(RedissonConfig.of(address, RETRY_ATTEMPTS, 8));
      try {
        // A repeated BLMOVE would take a second element, so blocking takes are never repeated.
        return new RedisConnection(
            address, commands, Redisson.create(RedissonConfig.of(address, 0, consumers + 1)));
      } catch (RedisException e) {
        commands.shutdown();
        throw e;
      }
    } catch (RedisException e) {
      throw new RedisUnreachableException(address, e);
    }
  }

  public RedisAddress address() {
    return address;
  }

  /** The client for all commands that do not block on the server. */
  public RedissonClient commands() {
    return commands;
  }

  /** The client for blocking takes. */
  public RedissonClient blocking() {
    return blocking;
  }

  /**
   * Runs a script that returns a number.
   *
   * @param arguments payloads are sent byte by byte, all others as text
   */
  public long evalLong(LuaScript script, List<String> keys, Object... arguments) {
    Long reply =
        scripts()
            .eval(READ_WRITE, script.text(), ReturnType.LONG, List.copyOf(keys), bytes(arguments));
    return reply;
  }

  /** Runs a script that returns a list of texts. */
  public List<String> evalTexts(LuaScript script, List<String> keys, Object... arguments) {
    List<byte[]> reply =
        scripts()
            .eval(READ_WRITE, script.text(), ReturnType.LIST, List.copyOf(keys), bytes(arguments));
    return reply.stream().map(text -> new String(text, UTF_8)).toList();
  }

  /** Runs a script without waiting for it; for writes whose failure does no harm. */
  public CompletionStage<Long> evalAsync(LuaScript script, List<String> keys, Object... arguments) {
    return scripts()
        .evalAsync(READ_WRITE, script.text(), ReturnType.LONG, List.copyOf(keys), bytes(arguments));
  }

  private RScript scripts() {
    return commands.getScript(ByteArrayCodec.INSTANCE);
  }

  private static Object[] bytes(Object... arguments) {
    return Arrays.stream(arguments)
        .map(a -> a instanceof Payload payload ? payload.bytes() : a.toString().getBytes(UTF_8))
        .toArray();
  }

  /**
   * Waits for a reply.
   *
   * @throws RedisException also when Redisson's own thread found no connection, which Redisson
   *     reports with an exception of its network library
   */
  public static <T> T await(RFuture<T> future) {
    try {
      return future.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RedisException away) {
        throw away;
      }
      throw e.getCause() instanceof IOException cut ? new RedisException(cut) : e;
    }
  }

  /** Whether the server answers now. */
  public boolean isReachable() {
    try {
      return commands.getKeys().countExists(RedisKeys.PING) >= 0;
    } catch (RedisException e) {
      return false;
    }
  }

  @Override
  public void close() {
    blocking.shutdown();
    commands.shutdown();
  }
}

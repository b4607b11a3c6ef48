package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.config.Config;

/**
 * The process's connections to Redis. Commands and scripts share one client. Blocking takes have
 * another, so that a waiting BLMOVE delays no command.
 */
public final class RedisConnection implements AutoCloseable {
  private static final int RETRY_ATTEMPTS = 2;

  /** Less than a heartbeat lives: a dead process's locks are free before it counts as dead. */
  public static final Duration LOCK_LEASE = Duration.ofSeconds(15);

  /**
   * The longest wait for a reply: longer than Redisson repeats a command, and short enough for a
   * stop of the worker.
   */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final RedisAddress address;
  private final RedissonClient commands;
  private final RedissonClient blocking;
  private final RedisScripts scripts;
  private final RedisScripts scriptsSentOnce;
  private final boolean isBorrowed;

  private RedisConnection(
      RedisAddress address, RedissonClient commands, RedissonClient blocking, boolean isBorrowed) {
    this.address = address;
    this.commands = commands;
    this.blocking = blocking;
    this.scripts = new RedisScripts(commands);
    this.scriptsSentOnce = new RedisScripts(blocking);
    this.isBorrowed = isBorrowed;
  }

  /**
   * Connects to Redis.
   *
   * @param consumers the number of blocking takes at a time
   * @throws RedisUnreachableException if no server answers, or if it cannot be used, such as a
   *     cluster
   */
  public static RedisConnection open(RedisAddress address, int consumers) {
    Optional<RedisFault> mixedUp = TlsProbe.fault(address);
    if (mixedUp.isPresent()) {
      throw new RedisUnreachableException(address, mixedUp.get());
    }
    try {
      RedissonClient commands = Redisson.create(RedissonConfig.of(address, RETRY_ATTEMPTS, 8));
      try {
        refuseCluster(commands);
        // A repeated BLMOVE would take a second element, so blocking takes are never repeated.
        Config blocking = RedissonConfig.of(address, 0, consumers + 1);
        blocking.setNettyHook(ReplyCutter.hook(Payload.LONGEST + 1));
        return new RedisConnection(address, commands, Redisson.create(blocking), false);
      } catch (RedisException e) {
        commands.shutdown();
        throw e;
      }
    } catch (RedisException e) {
      throw new RedisUnreachableException(address, e);
    }
  }

  /** The queue and the events have keys in several slots, so no script could use both. */
  private static void refuseCluster(RedissonClient commands) {
    try {
      long unused = commands.getKeys().countExists(RedisKeys.PING, RedisKeys.PING_OF_OTHER_SLOT);
    } catch (RedisException e) {
      if (RedisFault.of(e) == RedisFault.CLUSTER) {
        throw e;
      }
    }
  }

  /** The same connection for a user who closes it; it stays open for its owner. */
  public RedisConnection borrowed() {
    return new RedisConnection(address, commands, blocking, true);
  }

  public RedisAddress address() {
    return address;
  }

  /** The client for all commands that do not block on the server. */
  public RedissonClient commands() {
    return commands;
  }

  /**
   * The client for blocking takes, and for other requests that must not be sent twice: it repeats
   * none. An element longer than {@link Payload#LONGEST} is cut off after one further byte.
   */
  public RedissonClient blocking() {
    return blocking;
  }

  /**
   * Runs a script that returns a number.
   *
   * @param arguments payloads are sent byte by byte, all others as text
   * @throws RedisException also if there is no reply in time
   */
  public long evalLong(LuaScript script, List<String> keys, Object... arguments) {
    Long reply = await(name(script), scripts.run(script, ReturnType.LONG, keys, arguments));
    return reply;
  }

  /** Runs a script that returns a list of texts. */
  public List<String> evalTexts(LuaScript script, List<String> keys, Object... arguments) {
    return evalBytes(script, keys, arguments).stream()
        .map(text -> new String(text, UTF_8))
        .toList();
  }

  /** Runs a script that returns a list of elements, which may be no texts. */
  public List<byte[]> evalBytes(LuaScript script, List<String> keys, Object... arguments) {
    return await(name(script), scripts.run(script, ReturnType.LIST, keys, arguments));
  }

  /**
   * Runs a script like {@link #evalBytes}, but never a second time, for one that takes an element.
   * An element longer than {@link Payload#LONGEST} is cut off after one further byte.
   */
  public List<byte[]> evalBytesOnce(LuaScript script, List<String> keys, Object... arguments) {
    return await(name(script), scriptsSentOnce.run(script, ReturnType.LIST, keys, arguments));
  }

  private static String name(LuaScript script) {
    return "the script " + script.name();
  }

  /** Runs a script without waiting for it; for writes whose failure does no harm. */
  public CompletionStage<Long> evalAsync(LuaScript script, List<String> keys, Object... arguments) {
    return scripts.run(script, ReturnType.LONG, keys, arguments);
  }

  /**
   * Waits for a reply, for {@link #LONGEST_WAIT} at most.
   *
   * @param request names the request in the failure
   * @throws RedisException if the request fails, there is no reply in time, or this thread is
   *     interrupted, which it remains
   */
  public static <T> T await(String request, CompletionStage<T> reply) {
    return await(request, reply, LONGEST_WAIT);
  }

  static <T> T await(String request, CompletionStage<T> reply, Duration longest) {
    try {
      return reply.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failureOf(e.getCause() instanceof CompletionException inner ? inner : e);
    } catch (TimeoutException e) {
      throw new RedisTimeoutException(
          "Redis sent no reply to %s in %d s".formatted(request, longest.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("The wait for the reply to " + request + " was interrupted", e);
    }
  }

  /** Redisson reports a cut connection also by an exception of its network library. */
  private static RuntimeException failureOf(Exception wrapper) {
    Throwable cause = wrapper.getCause();
    if (cause instanceof IOException cut) {
      return new RedisException(cut);
    }
    return cause instanceof RuntimeException known ? known : new RedisException(wrapper);
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
    if (isBorrowed) {
      return;
    }
    blocking.shutdown();
    commands.shutdown();
  }
}

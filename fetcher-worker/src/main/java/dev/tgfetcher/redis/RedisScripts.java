package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.redisson.api.RScript.Mode.READ_WRITE;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/** Runs scripts by their digest, and by their text on a server that has not run them yet. */
final class RedisScripts {
  private final RedissonClient commands;

  RedisScripts(RedissonClient commands) {
    this.commands = commands;
  }

  /**
   * Runs a script.
   *
   * @param arguments payloads are sent byte by byte, all others as text
   */
  <T> CompletionStage<T> run(
      LuaScript script, ReturnType type, List<String> keys, Object... arguments) {
    RScript scripts = commands.getScript(ByteArrayCodec.INSTANCE);
    List<Object> names = List.copyOf(keys);
    Object[] values = bytes(arguments);
    return scripts
        .<T>evalShaAsync(READ_WRITE, script.sha1(), type, names, values)
        .exceptionallyCompose(
            failure ->
                isUnknownScript(failure)
                    ? scripts.evalAsync(READ_WRITE, script.text(), type, names, values)
                    : CompletableFuture.failedFuture(failure));
  }

  private static boolean isUnknownScript(Throwable failure) {
    Throwable reply =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return String.valueOf(reply.getMessage()).startsWith("NOSCRIPT");
  }

  private static Object[] bytes(Object... arguments) {
    return Arrays.stream(arguments)
        .map(a -> a instanceof Payload payload ? payload.bytes() : a.toString().getBytes(UTF_8))
        .toArray();
  }
}

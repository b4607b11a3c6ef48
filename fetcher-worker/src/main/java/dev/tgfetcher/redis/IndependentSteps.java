package dev.tgfetcher.redis;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** Steps of which a failed one prevents no other. */
public final class IndependentSteps {
  private IndependentSteps() {}

  /**
   * Makes a step for each item. A failure of the whole server ends the steps, as the others would
   * fail as well.
   *
   * @throws RuntimeException the first failure, after the last step; the others are suppressed
   */
  public static <T> void forEach(Collection<T> items, Consumer<? super T> step) {
    RuntimeException first = null;
    for (T item : items) {
      try {
        step.accept(item);
      } catch (RuntimeException failure) {
        first = joined(first, failure);
        if (isOfServer(failure)) {
          break;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException joined(
      @Nullable RuntimeException first, RuntimeException failure) {
    if (first == null) {
      return failure;
    }
    if (first != failure) {
      first.addSuppressed(failure);
    }
    return first;
  }

  private static boolean isOfServer(RuntimeException failure) {
    return failure instanceof RedisException && RedisFault.of(failure).isOfServer();
  }
}

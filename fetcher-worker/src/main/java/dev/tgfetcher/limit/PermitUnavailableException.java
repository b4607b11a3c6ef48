package dev.tgfetcher.limit;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;

/** A request's permit is further away than the request may wait. Its command is deferred. */
public final class PermitUnavailableException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  /** A session of another account may have a permit long before. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** As {@link #LONGEST}, in a line of a thousand names. */
  private static final Duration LONGEST_IN_LINE = Duration.ofMinutes(30);

  private final MethodClass method;
  private final Duration wait;
  private final boolean held;

  /**
   * Creates an exception.
   *
   * @param held whether a flood wait is the reason
   */
  public PermitUnavailableException(MethodClass method, Duration wait, boolean held) {
    super(
        "%s requests %s for another %d s"
            .formatted(
                method.wireName().replace('_', ' '),
                held ? "are held after a flood wait" : "have used up their rate limit",
                Math.max(1, wait.toSeconds())));
    this.method = method;
    this.wait = wait;
    this.held = held;
  }

  /**
   * Whether most other commands of the account would meet the same flood wait. The look-up of a
   * name is rare: an account can read the chats that it knows.
   */
  public boolean isOfMostCommands() {
    return held && method != MethodClass.RESOLVE;
  }

  /**
   * Returns the time until the next attempt: the wait, at most two minutes. In a long line, and
   * while names are held, the attempts are rarer: each comes after half of the wait, at most half
   * an hour. The look-up of a name keeps its place.
   */
  public Duration retryAfter() {
    Duration longest =
        isOfMostCommands() ? LONGEST : longer(LONGEST, shorter(LONGEST_IN_LINE, wait.dividedBy(2)));
    return shorter(wait, longest);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.RATE_LIMIT, String.valueOf(getMessage()), retryAfter());
  }
}

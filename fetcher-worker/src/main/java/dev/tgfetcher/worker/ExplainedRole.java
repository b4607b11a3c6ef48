package dev.tgfetcher.worker;

import dev.tgfetcher.queue.KeyTypes;
import dev.tgfetcher.upkeep.Role;
import org.redisson.client.RedisException;

/** A role whose failures name the key that another program uses, as Redis does not. */
final class ExplainedRole implements Role {
  private final Role role;
  private final KeyTypes types;

  /** A key has a wrong type; the message has the key, its type and the remedy. */
  static final class WrongTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongTypeException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  ExplainedRole(Role role, KeyTypes types) {
    this.role = role;
    this.types = types;
  }

  @Override
  public String name() {
    return role.name();
  }

  @Override
  public boolean usesRedisEveryRound() {
    return role.usesRedisEveryRound();
  }

  @Override
  public void runOnce() {
    try {
      role.runOnce();
    } catch (RedisException failure) {
      throw types
          .explain(failure)
          .<RuntimeException>map(words -> new WrongTypeException(words, failure))
          .orElse(failure);
    }
  }
}

package dev.tgfetcher.upkeep;

/** One background role; the launcher owns its thread and its interval. */
public interface Role {
  /** The name of its thread. */
  String name();

  /** Makes one round. */
  void runOnce();

  /** Whether every round that ends without an exception has got a reply from Redis. */
  default boolean usesRedisEveryRound() {
    return false;
  }
}

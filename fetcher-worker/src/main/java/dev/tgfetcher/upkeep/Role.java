package dev.tgfetcher.upkeep;

/** One background role; the launcher owns its thread and its interval. */
public interface Role {
  /** Names the thread. */
  String name();

  void runOnce();

  /** Whether a round that ends well has had an answer from Redis, every time. */
  default boolean hearsFromRedis() {
    return false;
  }
}

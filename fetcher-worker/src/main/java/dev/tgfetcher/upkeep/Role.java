package dev.tgfetcher.upkeep;

/** One background role; the launcher owns its thread and its interval. */
public interface Role {
  /** Names the thread. */
  String name();

  void runOnce();
}

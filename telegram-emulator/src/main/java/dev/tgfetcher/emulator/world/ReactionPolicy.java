package dev.tgfetcher.emulator.world;

/** Which reactions a chat allows; clients hide those that are not allowed. */
public enum ReactionPolicy {
  NONE,
  EMOJI_ONLY,
  ALL_WITH_PAID
}

package dev.tgfetcher.emulator.world;

/** The allowed reactions of a chat. Clients hide all others. */
public enum ReactionPolicy {
  NONE,
  EMOJI_ONLY,
  ALL_WITH_PAID
}

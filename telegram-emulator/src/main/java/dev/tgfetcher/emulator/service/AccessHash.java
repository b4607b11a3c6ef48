package dev.tgfetcher.emulator.service;

/** The number that a client must send along with an id. It is derived from the id. */
final class AccessHash {
  private AccessHash() {}

  static long of(long id) {
    return id * 0x9E3779B97F4A7C15L | 1;
  }
}

package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.world.Chat;

/** A channel's event counter, by which clients see whether they missed something. */
final class Pts {
  private Pts() {}

  static int of(Chat chat) {
    return chat.lastId() + 1;
  }
}

package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.world.Chat;

/** The event counter of a channel. Clients detect missed updates by it. */
final class Pts {
  private Pts() {}

  static int of(Chat chat) {
    return chat.lastId() + 1;
  }
}

package dev.tgfetcher.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The densities of the chats that a session has read last. */
final class Densities {
  private static final int MOST_CHATS = 10_000;

  private final Map<Long, Density> byChat = new LinkedHashMap<>();

  synchronized Density of(long chatId) {
    return byChat.getOrDefault(chatId, Density.UNKNOWN);
  }

  /** Sets the density of a chat that was not read yet. */
  synchronized void expect(long chatId, Supplier<Density> density) {
    byChat.computeIfAbsent(chatId, unread -> density.get());
  }

  synchronized void set(long chatId, Density density) {
    byChat.remove(chatId);
    byChat.put(chatId, density);
    if (byChat.size() > MOST_CHATS) {
      byChat.remove(byChat.keySet().iterator().next());
    }
  }
}

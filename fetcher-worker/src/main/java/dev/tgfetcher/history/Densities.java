package dev.tgfetcher.history;

import java.util.LinkedHashMap;
import java.util.Map;

/** The densities of the chats that a session has read last. */
final class Densities {
  private static final int MOST_CHATS = 10_000;

  private final Map<Long, Density> byChat = new LinkedHashMap<>();

  synchronized Density of(long chatId) {
    return byChat.getOrDefault(chatId, Density.UNKNOWN);
  }

  synchronized void set(long chatId, Density density) {
    byChat.remove(chatId);
    byChat.put(chatId, density);
    if (byChat.size() > MOST_CHATS) {
      byChat.remove(byChat.keySet().iterator().next());
    }
  }
}

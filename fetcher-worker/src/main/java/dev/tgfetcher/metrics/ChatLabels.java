package dev.tgfetcher.metrics;

import java.util.HashSet;
import java.util.Set;

/** Bounds the number of series for chats: the first chats have their names, the rest share one. */
final class ChatLabels {
  static final String OTHER = "other";

  private final int limit;
  private final Set<String> named = new HashSet<>();

  ChatLabels(int limit) {
    this.limit = limit;
  }

  synchronized String of(String chat) {
    if (named.size() < limit) {
      named.add(chat);
    }
    return named.contains(chat) ? chat : OTHER;
  }
}

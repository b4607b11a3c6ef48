package dev.tgfetcher.metrics;

import java.util.HashSet;
import java.util.Set;

/** Bounds what chats cost in series: the first so many keep their names, the rest are one. */
final class ChatLabels {
  static final String OTHER = "other";

  private final int atMost;
  private final Set<String> named = new HashSet<>();

  ChatLabels(int atMost) {
    this.atMost = atMost;
  }

  synchronized String of(String chat) {
    if (named.size() < atMost) {
      named.add(chat);
    }
    return named.contains(chat) ? chat : OTHER;
  }
}

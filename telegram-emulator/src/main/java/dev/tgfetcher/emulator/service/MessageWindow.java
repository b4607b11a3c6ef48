package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.MessageSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a message sequence that a request wants, newest first. The window starts at the first
 * message below {@code offsetId} that is older than {@code offsetDate}, where 0 means no offset. It
 * moves by {@code addOffset} towards older messages, and has {@code limit} places. Places before
 * the newest message stay empty. The result has only ids between {@code minId} and {@code maxId},
 * both excluded.
 */
record MessageWindow(int offsetId, int offsetDate, int addOffset, int limit, int maxId, int minId) {
  private static final int MOST_MESSAGES = 100;

  static MessageWindow of(TlObject request) {
    return new MessageWindow(
        request.integer("offset_id"),
        request.integer("offset_date"),
        request.integer("add_offset"),
        Math.min(MOST_MESSAGES, request.integer("limit")),
        request.integer("max_id"),
        request.integer("min_id"));
  }

  boolean isByDate() {
    return offsetDate != 0;
  }

  /** Returns the ids of the window's messages. */
  List<Integer> select(MessageSequence messages) {
    int id = messages.below(end(messages));
    int empty = 0;
    for (int i = addOffset; i > 0 && id != 0; i--) {
      id = messages.below(id);
    }
    for (int i = addOffset; i < 0; i++) {
      int newer = id == 0 ? messages.above(0) : messages.above(id);
      if (newer == 0) {
        empty = -i;
        break;
      }
      id = newer;
    }
    return take(messages, id, limit - empty);
  }

  private List<Integer> take(MessageSequence messages, int first, int count) {
    List<Integer> ids = new ArrayList<>();
    int left = count;
    for (int id = first; id > minId && left > 0; id = messages.below(id)) {
      if (maxId == 0 || id < maxId) {
        ids.add(id);
      }
      left--;
    }
    return ids;
  }

  /** The upper bound of the ids before {@code addOffset}, excluded. */
  private int end(MessageSequence messages) {
    int end = offsetId == 0 ? Integer.MAX_VALUE : offsetId;
    int since = offsetDate == 0 ? 0 : messages.firstSince(offsetDate);
    return since == 0 ? end : Math.min(end, since);
  }
}

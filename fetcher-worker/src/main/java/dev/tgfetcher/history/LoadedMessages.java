package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The messages that a client has loaded beyond the windows of its reads, and the time of each read.
 * TDLib keeps them in memory and returns them unchanged when a later read requests them, unless a
 * search loads them again.
 *
 * <ol>
 *   <li>{@link #begin} starts a read, {@link #end} ends it;
 *   <li>{@link #add} records the messages of a response;
 *   <li>{@link #stale} returns those that a later read must load again.
 * </ol>
 */
public final class LoadedMessages {
  private final Map<Long, TreeMap<Long, Loaded>> beyond = new HashMap<>();
  private final Map<Long, Instant> firstLoads = new HashMap<>();

  /** The date of the newest message of each chat that was loaded. */
  private final Map<Long, Instant> newest = new HashMap<>();

  private @Nullable Read current;

  /** A message, and the cut-off of the read that has loaded it. */
  private record Loaded(Instant date, Instant cutOff) {}

  private record Read(long chatId, Instant from, Instant to, Instant cutOff) {
    boolean wants(long chat, Instant date) {
      return chat == chatId && !date.isBefore(from) && date.isBefore(to);
    }
  }

  /**
   * Begins to read a window of a chat.
   *
   * @param from the begin of the window
   * @param to its end, which is not part of it
   * @param cutOff the time of the read
   */
  public synchronized void begin(long chatId, Instant from, Instant to, Instant cutOff) {
    current = new Read(chatId, from, to, cutOff);
  }

  /** Ends the read. Messages that are loaded outside of a read count as old at once. */
  public synchronized void end() {
    current = null;
  }

  /** Records the messages of a response. */
  synchronized void add(JsonNode response) {
    String type = response.path("@type").asString("");
    if (type.equals("message")) {
      add(response, false);
      return;
    }
    boolean isSearch = type.equals("foundChatMessages");
    for (JsonNode message : response.path("messages")) {
      if (message.isObject()) {
        add(message, isSearch);
      }
    }
  }

  private void add(JsonNode message, boolean isSearch) {
    long chatId = TdFields.number(message, "chat_id");
    long id = TdFields.number(message, "id");
    Instant date = Instant.ofEpochSecond(TdFields.number(message, "date"));
    Instant cutOff = current == null ? Instant.MIN : current.cutOff();
    firstLoads.putIfAbsent(chatId, cutOff);
    newest.merge(chatId, date, (one, other) -> one.isAfter(other) ? one : other);
    if (current != null && current.chatId() != chatId) {
      return;
    }
    TreeMap<Long, Loaded> ofChat = beyond.computeIfAbsent(chatId, chat -> new TreeMap<>());
    if (isSearch && ofChat.containsKey(id)) {
      ofChat.put(id, new Loaded(date, cutOff));
    } else if (current == null || !current.wants(chatId, date)) {
      ofChat.putIfAbsent(id, new Loaded(date, cutOff));
    }
  }

  /** Whether messages of the chat were loaded by a read with an earlier cut-off. */
  public synchronized boolean isLoadedBefore(long chatId, Instant cutOff) {
    Instant first = firstLoads.get(chatId);
    return first != null && first.isBefore(cutOff);
  }

  /** Whether such a read may have loaded messages of the chat from a time on. */
  public synchronized boolean isLoadedBefore(long chatId, Instant cutOff, Instant from) {
    return isLoadedBefore(chatId, cutOff)
        && !newest.getOrDefault(chatId, Instant.MIN).isBefore(from);
  }

  /** The ids of all messages of a chat that were loaded beyond a window; sorted. */
  public synchronized List<Long> beyond(long chatId) {
    return List.copyOf(beyond.getOrDefault(chatId, new TreeMap<>()).keySet());
  }

  /** The ids of a window's messages that reads with an earlier cut-off have loaded. */
  public synchronized NavigableSet<Long> stale(
      long chatId, Instant from, Instant to, Instant cutOff) {
    Read read = new Read(chatId, from, to, cutOff);
    NavigableSet<Long> stale = new TreeSet<>();
    beyond
        .getOrDefault(chatId, new TreeMap<>())
        .forEach(
            (id, loaded) -> {
              if (read.wants(chatId, loaded.date()) && loaded.cutOff().isBefore(cutOff)) {
                stale.add(id);
              }
            });
    return stale;
  }

  /** Forgets all messages, because the client was replaced. */
  synchronized void clear() {
    beyond.clear();
    firstLoads.clear();
    newest.clear();
  }
}

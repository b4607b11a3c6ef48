package dev.tgfetcher.fetch;

import dev.tgfetcher.history.ResolvedChat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what an account's client has read, for all that read through it. TDLib keeps every
 * message that it has loaded, and gives it again as it was: edits, deletions, reactions and views
 * of chats that it does not follow would be missed by a second reading.
 */
public final class ReadHistory {
  private record Read(FetchWindow window, Instant cutOff) {}

  private final Map<Long, List<Read>> reads = new HashMap<>();

  /** Whether the client would give some of these messages from memory, from an earlier reading. */
  synchronized boolean isStale(ResolvedChat chat, FetchWindow window, Instant cutOff) {
    Long group = chat.linkedChatId();
    return isStale(chat.chatId(), chat.joined(), window, cutOff)
        || (group != null && isStale(group, false, everything(cutOff), cutOff));
  }

  /** Of a chat that was not joined, TDLib does not learn what came after its newest message. */
  private boolean isStale(long chatId, boolean joined, FetchWindow window, Instant cutOff) {
    return reads.getOrDefault(chatId, List.of()).stream()
        .filter(read -> read.cutOff().isBefore(cutOff))
        .anyMatch(
            read ->
                read.window().overlaps(window)
                    || (!joined && !window.to().isBefore(UtcDay.of(read.cutOff()))));
  }

  /** The client was replaced. */
  synchronized void clear() {
    reads.clear();
  }

  synchronized void add(ResolvedChat chat, FetchWindow window, Instant cutOff) {
    note(chat.chatId(), new Read(window, cutOff));
    if (chat.linkedChatId() != null) {
      note(chat.linkedChatId(), new Read(everything(cutOff), cutOff));
    }
  }

  private void note(long chatId, Read read) {
    List<Read> ofChat = reads.computeIfAbsent(chatId, id -> new ArrayList<>());
    if (!ofChat.contains(read)) {
      ofChat.add(read);
    }
  }

  private static FetchWindow everything(Instant cutOff) {
    return FetchWindow.sinceFirstMessage(UtcDay.of(cutOff));
  }
}

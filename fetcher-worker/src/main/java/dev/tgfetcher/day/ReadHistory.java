package dev.tgfetcher.day;

import dev.tgfetcher.history.ResolvedChat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records which windows a client has read. TDLib keeps loaded messages in memory and returns them
 * unchanged, so a second reading with the same client would miss edits, deletions, reactions and
 * views of chats that TDLib gets no updates of. {@link MemoryRenewal} cares for the messages beside
 * a window, and the comment reader for those of a channel's group.
 */
public final class ReadHistory {
  private record Read(FetchWindow window, Instant cutOff) {}

  private final Map<Long, List<Read>> reads = new HashMap<>();

  /**
   * Whether the client would return messages of the window from memory, as an earlier read saw
   * them.
   */
  synchronized boolean isStale(ResolvedChat chat, FetchWindow window, Instant cutOff) {
    // TDLib gets no messages of a chat that is not joined after the newest that it has loaded.
    return reads.getOrDefault(chat.chatId(), List.of()).stream()
        .filter(read -> read.cutOff().isBefore(cutOff))
        .anyMatch(
            read ->
                read.window().overlaps(window)
                    || (!chat.joined() && !window.to().isBefore(UtcDay.of(read.cutOff()))));
  }

  /** Forgets all windows, because the client was replaced. */
  synchronized void clear() {
    reads.clear();
  }

  synchronized void add(ResolvedChat chat, FetchWindow window, Instant cutOff) {
    addRead(chat.chatId(), new Read(window, cutOff));
    if (chat.linkedChatId() != null) {
      addRead(chat.linkedChatId(), new Read(everything(cutOff), cutOff));
    }
  }

  private void addRead(long chatId, Read read) {
    List<Read> ofChat = reads.computeIfAbsent(chatId, id -> new ArrayList<>());
    if (!ofChat.contains(read)) {
      ofChat.add(read);
    }
  }

  private static FetchWindow everything(Instant cutOff) {
    return FetchWindow.sinceFirstMessage(UtcDay.of(cutOff));
  }
}

package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Finds the newest message that may be earlier than a time, by ids:
 *
 * <ol>
 *   <li>reads the slice around the {@link Anchor};
 *   <li>reads on after it until a long run of ids has none that is earlier, because dates may step
 *       back;
 *   <li>requests the newest messages of the chat again if they may be among these, because TDLib
 *       hides their reactions until then.
 * </ol>
 */
final class TopByIds {
  /** Ids without an earlier message that end the search. */
  private static final int MARGIN = 100;

  private static final long FIRST_ID = 1;

  private final OpenChat chat;
  private final NewestMessages newest;
  private final Instant end;

  /** The messages of all ids from the lowest to the last one, newest first. */
  private List<JsonNode> messages = List.of();

  private long lowest;
  private long last;

  /** Server id of the newest message that may be earlier. */
  private long top;

  /** No message is expected above this server id. */
  private long highest;

  TopByIds(OpenChat chat, NewestMessages newest, Instant end) {
    this.chat = chat;
    this.newest = newest;
    this.end = end;
  }

  /** The message with older ones next to it, below a later one if it has no date itself. */
  MessagePage find() throws InterruptedException {
    readAroundAnchor();
    readOn();
    if (mayHaveNewest()) {
      highest = Math.max(highest, newest.highestId());
      messages = newest.renewed(messages);
      readOn();
    }
    top = firstReadable();
    return MessagePage.byIds(
        messages.stream().filter(message -> serverId(message) <= top).toList(), lowest);
  }

  /** Server id of the newest message of the page that was found. */
  long id() {
    return top;
  }

  private void readAroundAnchor() throws InterruptedException {
    top = Anchor.find(chat, end);
    // TDLib waits for updates when it is asked for ids that are higher than all it knows.
    highest = newest.highestKnownId();
    int size = chat.idsPerRequest();
    last = Math.max(top, Math.min(highest, top + Math.min(MARGIN, size / 2)));
    lowest = Math.max(FIRST_ID, last - size + 1);
    if (last >= lowest) {
      messages = IdSlice.read(chat, lowest, last);
      moveTop();
    }
  }

  private void readOn() throws InterruptedException {
    while (last - top < MARGIN && last < highest) {
      long next = Math.min(highest, last + chat.idsPerRequest());
      List<JsonNode> newer = new ArrayList<>(IdSlice.read(chat, last + 1, next));
      newer.addAll(messages);
      messages = newer;
      last = next;
      moveTop();
    }
  }

  private void moveTop() {
    messages.stream()
        .filter(message -> Anchor.mayBeEarlier(message, end))
        .findFirst()
        .ifPresent(message -> top = Math.max(top, serverId(message)));
  }

  private boolean mayHaveNewest() throws InterruptedException {
    long later = messages.stream().filter(message -> serverId(message) > top).count();
    return later + (newest.isKnownAfter(last) ? 1 : 0) < HistoryPage.NEWEST;
  }

  /** A readable message after an unreadable one shows how late that one may be. */
  private long firstReadable() {
    return messages.stream()
        .filter(message -> serverId(message) >= top && !UnreadableMessage.is(message))
        .mapToLong(TopByIds::serverId)
        .min()
        .orElse(messages.isEmpty() ? top : Math.max(top, serverId(messages.get(0))));
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }
}

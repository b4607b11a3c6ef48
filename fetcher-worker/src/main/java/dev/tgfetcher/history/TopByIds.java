package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The newest message that may be earlier than a time, found by ids, with the messages next to it:
 * the slice around the {@link Anchor}, and those after it until a long run of ids has none that is
 * earlier, because dates may step back.
 *
 * @param id server id of the message
 * @param page that message and older ones
 */
record TopByIds(long id, MessagePage page) {
  /** Ids without an earlier message that end the search. */
  private static final int MARGIN = 100;

  private static final long FIRST_ID = 1;

  static TopByIds find(OpenChat chat, NewestMessages newest, Instant end)
      throws InterruptedException {
    long anchor = Anchor.find(chat, end);
    int size = chat.idsPerRequest();
    // TDLib waits for updates when it is asked for ids that are higher than all it knows.
    long highest = newest.highestKnownId();
    long last = Math.max(anchor, Math.min(highest, anchor + Math.min(MARGIN, size / 2)));
    long lowest = Math.max(FIRST_ID, last - size + 1);
    List<JsonNode> messages = last < lowest ? List.of() : IdSlice.read(chat, lowest, last);
    long top = top(messages, anchor, end);
    boolean isRenewed = false;
    boolean isFound = false;
    while (!isFound) {
      while (last - top < MARGIN && last < highest) {
        long next = Math.min(highest, last + size);
        List<JsonNode> newer = new ArrayList<>(IdSlice.read(chat, last + 1, next));
        newer.addAll(messages);
        messages = newer;
        last = next;
        top = top(messages, top, end);
      }
      isFound = isRenewed || !mayHaveNewest(messages, top, last, newest);
      if (!isFound) {
        isRenewed = true;
        highest = Math.max(highest, newest.highestId());
        messages = newest.renewed(messages);
      }
    }
    long newestOfPage = firstReadable(messages, top);
    return new TopByIds(newestOfPage, MessagePage.byIds(until(messages, newestOfPage), lowest));
  }

  /** A readable message after an unreadable one shows how late that one may be. */
  private static long firstReadable(List<JsonNode> newestFirst, long top) {
    long lowest = newestFirst.isEmpty() ? top : Math.max(top, serverId(newestFirst.get(0)));
    for (JsonNode message : newestFirst) {
      if (serverId(message) >= top && !UnreadableMessage.is(message)) {
        lowest = serverId(message);
      }
    }
    return lowest;
  }

  private static long top(List<JsonNode> newestFirst, long known, Instant end) {
    for (JsonNode message : newestFirst) {
      if (Anchor.mayBeEarlier(message, end)) {
        return Math.max(known, serverId(message));
      }
    }
    return known;
  }

  /** TDLib hides the reactions of the newest messages until they are requested again. */
  private static boolean mayHaveNewest(
      List<JsonNode> messages, long top, long last, NewestMessages newest)
      throws InterruptedException {
    long later = messages.stream().filter(message -> serverId(message) > top).count();
    return later + (newest.isKnownAfter(last) ? 1 : 0) < HistoryPage.NEWEST;
  }

  private static List<JsonNode> until(List<JsonNode> messages, long top) {
    return messages.stream().filter(message -> serverId(message) <= top).toList();
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }
}

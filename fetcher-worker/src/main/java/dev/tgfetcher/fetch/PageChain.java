package dev.tgfetcher.fetch;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A chat's messages from a moment on, newest to oldest.
 *
 * <ol>
 *   <li>finds the last message that is not later than that moment: the anchor
 *   <li>gives the anchor, for the page that follows it leaves it out
 *   <li>follows the pages, short ones too, until one is empty
 * </ol>
 */
final class PageChain {
  private static final int PAGE = 100;

  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant newest;
  private long oldestId = Long.MAX_VALUE;
  private boolean anchored;

  PageChain(TelegramCalls calls, OpenChat chat, Instant newest) {
    this.calls = calls;
    this.chat = chat;
    this.newest = newest;
  }

  /** The next messages; empty at the chat's beginning. */
  List<JsonNode> next() throws InterruptedException {
    List<JsonNode> page = anchored ? history() : anchor().map(List::of).orElse(List.of());
    anchored = true;
    page.forEach(this::follow);
    calls.loaded(page.size());
    return page;
  }

  private Optional<JsonNode> anchor() throws InterruptedException {
    try {
      return Optional.of(
          chat.call(
              MethodClass.HISTORY,
              request("getChatMessageByDate").put("date", newest.getEpochSecond())));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.NOTHING_THERE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<JsonNode> history() throws InterruptedException {
    return chat.call(
            MethodClass.HISTORY,
            request("getChatHistory")
                .put("from_message_id", oldestId)
                .put("offset", 0)
                .put("limit", PAGE)
                .put("only_local", false))
        .path("messages")
        .valueStream()
        .toList();
  }

  private void follow(JsonNode message) {
    long id = TdFields.number(message, "id");
    if (id >= oldestId) {
      throw new HistoryOrderException(id, oldestId);
    }
    oldestId = id;
  }
}

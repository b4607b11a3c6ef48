package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.convert.ReactionConverter;
import dev.tgfetcher.convert.Reactors;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramException;
import tools.jackson.databind.JsonNode;

/** Requests who reacted to a message, page by page: at least one request for each message. */
final class ReactorReader {
  private static final int PAGE = 100;

  private final TelegramCalls calls;

  ReactorReader(TelegramCalls calls) {
    this.calls = calls;
  }

  /** {@link Reactors#UNKNOWN} when Telegram does not show them, or the message is deleted. */
  Reactors read(JsonNode message) throws InterruptedException {
    if (!ReactionConverter.hasVisibleReactors(message)) {
      return Reactors.UNKNOWN;
    }
    try {
      return readAll(message);
    } catch (TelegramException e) {
      return switch (e.type()) {
        case NOT_FOUND, NO_COMMENTS -> Reactors.UNKNOWN;
        default -> throw e;
      };
    }
  }

  private Reactors readAll(JsonNode message) throws InterruptedException {
    Reactors reactors = Reactors.none();
    String offset = "";
    do {
      JsonNode page = page(message, offset);
      page.path("reactions").forEach(reactors::add);
      offset = TdFields.string(page, "next_offset");
    } while (!offset.isEmpty());
    return reactors;
  }

  private JsonNode page(JsonNode message, String offset) throws InterruptedException {
    return calls.call(
        MethodClass.REACTIONS,
        request("getMessageAddedReactions")
            .put("chat_id", TdFields.number(message, "chat_id"))
            .put("message_id", TdFields.number(message, "id"))
            .put("offset", offset)
            .put("limit", PAGE));
  }
}

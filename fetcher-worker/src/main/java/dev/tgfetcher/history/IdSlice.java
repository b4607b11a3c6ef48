package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads all messages of a range of ids, which is one request in most cases:
 *
 * <ol>
 *   <li>TDLib refuses a whole answer for one message that it cannot read, so a refused range is
 *       read in halves, down to that message;
 *   <li>Telegram does not say how many ids a request may have. If it refuses many, fewer are asked
 *       for until the client is replaced;
 *   <li>if it answered a part of the ids, the others would look deleted. So about half of the ids
 *       in a row without a message are asked for again. If it has one after all, fewer ids are
 *       asked for until then, too.
 * </ol>
 */
final class IdSlice {
  /** A chat has no message after so many slices without one. */
  private static final int MAX_SLICES = 10;

  /** Telegram answers so many ids in any case. */
  private static final int FEW_IDS = HistoryPage.SIZE;

  private static final Comparator<JsonNode> NEWEST_FIRST =
      Comparator.comparingLong(IdSlice::serverId).reversed();

  private final OpenChat chat;
  private final List<JsonNode> messages = new ArrayList<>();

  private IdSlice(OpenChat chat) {
    this.chat = chat;
  }

  /** The first slice above a server id that has a message; empty when the chat has none there. */
  static List<JsonNode> after(OpenChat chat, long id) throws InterruptedException {
    int size = chat.idsPerRequest();
    for (int i = 0; i < MAX_SLICES; i++) {
      long first = id + 1 + (long) i * size;
      List<JsonNode> messages = read(chat, first, first + size - 1);
      if (!messages.isEmpty()) {
        return messages;
      }
    }
    return List.of();
  }

  /**
   * The messages between two server ids, both included, newest first. An {@link UnreadableMessage}
   * stands for each message that TDLib refuses.
   */
  static List<JsonNode> read(OpenChat chat, long first, long last) throws InterruptedException {
    IdSlice slice = new IdSlice(chat);
    slice.add(first, last);
    slice.messages.sort(NEWEST_FIRST);
    return slice.messages;
  }

  private void add(long first, long last) throws InterruptedException {
    List<JsonNode> answer;
    try {
      answer = HistoryPage.byIds(chat, first, last);
    } catch (TelegramException refusal) {
      addHalves(first, last, refusal);
      return;
    }
    messages.addAll(answer);
    if (!answer.isEmpty() && last - first >= FEW_IDS) {
      addLongRuns(first, last, answer);
    }
  }

  private void addHalves(long first, long last, TelegramException refusal)
      throws InterruptedException {
    boolean areTooMany = refusal.type() == TelegramErrorType.OTHER && last - first >= FEW_IDS;
    if (refusal.type() != TelegramErrorType.UNREADABLE && !areTooMany) {
      throw refusal;
    }
    if (first == last) {
      messages.add(UnreadableMessage.of(chat.chat().chatId(), TdFields.messageId(first)));
      return;
    }
    long middle = first + (last - first) / 2;
    add(middle + 1, last);
    if (areTooMany) {
      chat.lowerIdsPerRequest((int) (last - middle));
    }
    add(first, middle);
  }

  /** Adds what the runs without an answer have after all. */
  private void addLongRuns(long first, long last, List<JsonNode> newestFirst)
      throws InterruptedException {
    long longRun = (last - first + 1) / 2 - 1;
    int before = messages.size();
    long above = last + 1;
    for (JsonNode message : newestFirst) {
      addRun(serverId(message) + 1, above - 1, longRun);
      above = serverId(message);
    }
    addRun(first, above - 1, longRun);
    if (messages.size() > before) {
      chat.lowerIdsPerRequest((int) (last - first + 1) / 2);
    }
  }

  private void addRun(long first, long last, long longRun) throws InterruptedException {
    if (last - first + 1 >= longRun) {
      add(first, last);
    }
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }
}

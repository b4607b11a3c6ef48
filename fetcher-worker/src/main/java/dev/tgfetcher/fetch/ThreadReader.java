package dev.tgfetcher.fetch;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.schema.ArchivedMessage;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads the comments of one post from its thread: finds the thread, then pages through it until as
 * many were read as it has, or a page is empty.
 */
final class ThreadReader {
  private static final int PAGE = 100;

  private final TelegramCalls calls;
  private final OpenChat channel;
  private final MessageReading reading;
  private final Instant cutOff;

  ThreadReader(TelegramCalls calls, OpenChat channel, MessageReading reading, Instant cutOff) {
    this.calls = calls;
    this.channel = channel;
    this.reading = reading;
    this.cutOff = cutOff;
  }

  /** Whether the post has a thread that can be read. */
  boolean read(Post post, CommentSink sink) throws InterruptedException {
    try {
      readThread(post.id(), thread(post), sink);
      return true;
    } catch (TelegramException e) {
      return switch (e.type()) {
        case NO_COMMENTS, NOTHING_THERE, ACCESS_DENIED, CHAT_NOT_FOUND -> false;
        default -> throw e;
      };
    }
  }

  private JsonNode thread(Post post) throws InterruptedException {
    return channel.call(
        MethodClass.REPLIES,
        request("getMessageThread").put("message_id", TdFields.messageId(post.id())));
  }

  private void readThread(long postId, JsonNode thread, CommentSink sink)
      throws InterruptedException {
    int left = thread.path("reply_info").path("reply_count").asInt(Integer.MAX_VALUE);
    long from = 0;
    while (left > 0) {
      List<JsonNode> page = page(thread, from);
      if (page.isEmpty()) {
        return;
      }
      sink.add(postId, comments(thread, page));
      left -= page.size();
      from = TdFields.number(page.get(page.size() - 1), "id");
      calls.loaded(page.size());
    }
  }

  private List<JsonNode> page(JsonNode thread, long from) throws InterruptedException {
    return calls
        .call(
            MethodClass.REPLIES,
            request("getMessageThreadHistory")
                .put("chat_id", TdFields.number(thread, "chat_id"))
                .put("message_id", TdFields.number(thread, "message_thread_id"))
                .put("from_message_id", from)
                .put("offset", 0)
                .put("limit", PAGE))
        .path("messages")
        .valueStream()
        .toList();
  }

  private List<ArchivedMessage> comments(JsonNode thread, List<JsonNode> page)
      throws InterruptedException {
    long root = TdFields.number(thread, "message_thread_id");
    List<ArchivedMessage> comments = new ArrayList<>();
    for (JsonNode message : page) {
      boolean isInTime = TdFields.number(message, "date") <= cutOff.getEpochSecond();
      if (isInTime && TdFields.number(message, "id") != root) {
        comments.add(reading.read(message));
      }
    }
    return comments;
  }
}

package dev.tgfetcher.comment;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the comments of one post from its thread: finds the thread, then pages through it. The last
 * page is empty, or it is not full and the thread's reply count is reached.
 */
final class ThreadReader {
  private static final int PAGE = 100;

  private final TelegramCalls calls;
  private final OpenChat channel;
  private final MessageReader messageReader;
  private final Instant cutOff;

  ThreadReader(TelegramCalls calls, OpenChat channel, MessageReader messageReader, Instant cutOff) {
    this.calls = calls;
    this.channel = channel;
    this.messageReader = messageReader;
    this.cutOff = cutOff;
  }

  /**
   * Finds and reads a post's thread; returns whether it has as many comments as Telegram counts.
   */
  boolean read(ChannelPost post, GroupScan group, CommentSink sink) throws InterruptedException {
    Optional<JsonNode> thread = find(post);
    return thread.isPresent() && read(post, thread.get(), group, sink);
  }

  /** The post's thread; empty when it has none or this account cannot read it. */
  Optional<JsonNode> find(ChannelPost post) throws InterruptedException {
    try {
      return Optional.of(lookUp(post.id()));
    } catch (TelegramException e) {
      return orThrow(Optional.empty(), e);
    }
  }

  private JsonNode lookUp(long postId) throws InterruptedException {
    return channel.call(
        MethodClass.REPLIES,
        request("getMessageThread").put("message_id", TdFields.messageId(postId)));
  }

  /** Reads a thread; returns whether it has as many comments as Telegram counts. */
  boolean read(ChannelPost post, JsonNode thread, GroupScan group, CommentSink sink)
      throws InterruptedException {
    int counted = Math.max(post.replies(), replyCount(thread, 0));
    try {
      return readPages(post.id(), thread, group, sink) >= counted;
    } catch (TelegramException e) {
      return orThrow(false, e);
    }
  }

  private static <T> T orThrow(T unreadable, TelegramException e) {
    return switch (e.type()) {
      case NO_COMMENTS, NOT_FOUND, ACCESS_DENIED, CHAT_NOT_FOUND, UNREADABLE -> unreadable;
      default -> throw e;
    };
  }

  private static int replyCount(JsonNode thread, int unknown) {
    return thread.path("reply_info").path("reply_count").asInt(unknown);
  }

  /** Returns how many comments the thread has, those after the cut-off too. */
  private int readPages(long postId, JsonNode thread, GroupScan group, CommentSink sink)
      throws InterruptedException {
    int generation = calls.generation();
    long root = TdFields.number(thread, "message_thread_id");
    int left = replyCount(thread, Integer.MAX_VALUE);
    int comments = 0;
    long from = 0;
    boolean isFull = false;
    while (left > 0 || isFull) {
      if (generation != calls.generation()) {
        // A new client does not know the thread yet.
        generation = calls.generation();
        lookUp(postId);
      }
      List<JsonNode> page = page(thread, group, from);
      if (page.isEmpty()) {
        return comments;
      }
      sink.add(postId, comments(thread, page));
      left -= page.size();
      comments +=
          (int) page.stream().filter(message -> TdFields.number(message, "id") != root).count();
      isFull = page.size() == PAGE;
      from = TdFields.number(page.get(page.size() - 1), "id");
      calls.pageLoaded(page.size());
    }
    return comments;
  }

  private static List<JsonNode> page(JsonNode thread, GroupScan group, long from)
      throws InterruptedException {
    return group
        .call(
            MethodClass.REPLIES,
            request("getMessageThreadHistory")
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
        comments.add(messageReader.read(message));
      }
    }
    return comments;
  }
}

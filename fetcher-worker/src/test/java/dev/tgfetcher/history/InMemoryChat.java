package dev.tgfetcher.history;

import static dev.tgfetcher.history.TdMessages.json;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A supergroup or channel of {@link InMemoryTelegram}. */
public final class InMemoryChat {
  public final long id;
  final long supergroupId;
  final boolean isChannel;
  public final NavigableMap<Long, ObjectNode> messages = new TreeMap<>();
  public @Nullable InMemoryChat linked;
  String username;
  public boolean joined = true;
  public boolean isPrivate;
  boolean showsReactions = true;

  /** The newest message that TDLib has while the chat is not open. */
  public long newestKnown = Long.MAX_VALUE;

  public boolean isOpen;

  InMemoryChat(String username, long supergroupId, boolean isChannel) {
    this.username = username;
    this.supergroupId = supergroupId;
    this.isChannel = isChannel;
    this.id = -1_000_000_000_000L - supergroupId;
  }

  public ObjectNode post(Instant date, String words) {
    long serverId = messages.isEmpty() ? 1 : TdFields.serverId(messages.lastKey()) + 1;
    ObjectNode message = TdMessages.text(words);
    message
        .put("id", TdFields.messageId(serverId))
        .put("chat_id", id)
        .put("date", date.getEpochSecond());
    if (isChannel) {
      message.set("sender_id", json("{'@type':'messageSenderChat','chat_id':" + id + "}"));
    }
    messages.put(TdFields.messageId(serverId), message);
    return message;
  }

  /** Adds a post, and its root in the discussion group. */
  public long discussedPost(Instant date) {
    ObjectNode post = post(date, "post");
    long postId = post.path("id").asLong();
    ObjectNode root = linked.post(date, "post");
    root.set(
        "forward_info",
        json(
            "{'@type':'messageForwardInfo','date':1,'origin':{'@type':'messageOriginChannel','chat_id':"
                + id
                + ",'message_id':"
                + postId
                + "},'source':{'@type':'forwardSource','chat_id':"
                + id
                + ",'message_id':"
                + postId
                + "}}"));
    inThread(root, root.path("id").asLong());
    replies(post, 0, 0);
    return TdFields.serverId(postId);
  }

  /** Adds a comment to a post of this channel; returns its server id. */
  public long comment(long postId, Instant date, String words) {
    ObjectNode post = messages.get(TdFields.messageId(postId));
    ObjectNode comment = linked.post(date, words);
    long root = linked.rootOf(this, postId).orElseThrow();
    inThread(comment, root);
    comment.set(
        "reply_to",
        json(
            "{'@type':'messageReplyToMessage','chat_id':"
                + linked.id
                + ",'message_id':"
                + root
                + "}"));
    int count = post.path("interaction_info").path("reply_info").path("reply_count").asInt(0);
    replies(post, count + 1, comment.path("id").asLong());
    return TdFields.serverId(comment.path("id").asLong());
  }

  public static void replies(ObjectNode post, int count, long last) {
    post.set(
        "interaction_info",
        json(
            "{'@type':'messageInteractionInfo','view_count':9,'forward_count':0,'reply_info':"
                + "{'@type':'messageReplyInfo','reply_count':"
                + count
                + ",'last_message_id':"
                + last
                + "}}"));
  }

  private static void inThread(ObjectNode message, long root) {
    message.set(
        "topic_id", json("{'@type':'messageTopicThread','message_thread_id':" + root + "}"));
  }

  public Optional<Long> rootOf(InMemoryChat channel, long postId) {
    long wanted = TdFields.messageId(postId);
    return messages.values().stream()
        .filter(
            message ->
                message.path("forward_info").path("source").path("message_id").asLong(0) == wanted)
        .map(message -> message.path("id").asLong())
        .findFirst();
  }

  /** The messages below an id, newest first, up to a limit. */
  static List<JsonNode> below(Collection<ObjectNode> ascending, long id, int limit) {
    List<JsonNode> found = new ArrayList<>();
    List<ObjectNode> all = new ArrayList<>(ascending);
    for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
      if (all.get(i).path("id").asLong() < id) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  List<ObjectNode> thread(long root) {
    return messages.values().stream()
        .filter(message -> message.path("topic_id").path("message_thread_id").asLong(0) == root)
        .filter(message -> message.path("id").asLong() != root)
        .toList();
  }

  Map<Long, ObjectNode> known() {
    return messages.headMap(newestKnown, true);
  }
}

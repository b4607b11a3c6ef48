package dev.tgfetcher.comment;

import dev.tgfetcher.history.HistoryOrderException;
import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One reading of a channel's discussion group, from its newest message backwards, as far as asked.
 *
 * <ol>
 *   <li>reads a page: comments are held by thread until the thread's root is seen, the post that
 *       Telegram forwarded into the group
 *   <li>hands over the comments of the posts whose roots were seen, unless they are too few
 *   <li>forgets what belongs to posts that nobody will ask for
 * </ol>
 */
final class GroupScan implements Closeable {
  private static final long OLDEST_ID = 1;

  private final GroupPages pages;
  private final long channelId;
  private final MessageReader reading;
  private final Instant cutOff;
  private final CommentBuffer held;

  /** Server ids of roots by those of their posts. */
  private final NavigableMap<Long, Long> roots = new TreeMap<>();

  /** How many comments of a thread were left out because they are later than the cut-off. */
  private final Map<Long, Integer> late = new HashMap<>();

  private GroupPosition position = GroupPosition.START;
  private int pagesRead;
  private long lowestId = Long.MAX_VALUE;
  private boolean isAtBeginning;

  GroupScan(GroupPages pages, long channelId, MessageReader reading, Instant cutOff, Path scratch) {
    this.pages = pages;
    this.channelId = channelId;
    this.reading = reading;
    this.cutOff = cutOff;
    this.held = new CommentBuffer(scratch);
  }

  GroupPosition position() {
    return position.holding(held.size());
  }

  /** Sends a request about the group. */
  JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    return pages.call(method, request);
  }

  int pagesRead() {
    return pagesRead;
  }

  /** Whether everything since then was read. */
  boolean reaches(Instant date) {
    return isAtBeginning || (position.isStarted() && position.lowestDate().isBefore(date));
  }

  /**
   * Reads the next page.
   *
   * @param newestReply server id of a comment that is known to be there
   */
  void readPage(long newestReply) throws InterruptedException {
    List<JsonNode> messages = pages.next(newestReply);
    pagesRead++;
    int comments = 0;
    for (JsonNode message : messages) {
      comments += read(message) ? 1 : 0;
    }
    if (!messages.isEmpty()) {
      moveTo(messages, comments);
    }
    isAtBeginning = messages.isEmpty();
  }

  private void moveTo(List<JsonNode> page, int comments) {
    JsonNode oldest = page.get(page.size() - 1);
    Duration span = Duration.between(date(oldest), date(page.get(0)));
    position =
        position.after(
            id(oldest), date(oldest), new GroupPosition.Page(page.size(), comments, span));
  }

  /** Finds the last message that is older than a post. */
  void lookFor(ChannelPost post) throws InterruptedException {
    long floor = pages.lastUntil(post.date().minusSeconds(1)).map(GroupScan::id).orElse(OLDEST_ID);
    position = position.withFloor(floor);
  }

  /** Whether the message is a comment of some post. */
  private boolean read(JsonNode message) throws InterruptedException {
    long id = id(message);
    if (id >= lowestId) {
      throw new HistoryOrderException(id, lowestId);
    }
    lowestId = id;
    long post = postOf(message);
    long thread = TdFields.serverId(TdFields.number(message.path("topic_id"), "message_thread_id"));
    boolean isComment = thread != 0 && thread != id;
    if (post != 0) {
      roots.put(post, id);
    } else if (!isComment) {
      drop(id);
    } else if (date(message).isAfter(cutOff)) {
      late.merge(thread, 1, Integer::sum);
    } else {
      held.add(thread, reading.read(message));
    }
    return isComment;
  }

  private static long id(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }

  private static Instant date(JsonNode message) {
    return Instant.ofEpochSecond(TdFields.number(message, "date"));
  }

  /** Server id of the post that this message is the root of; 0 for other messages. */
  private long postOf(JsonNode message) {
    JsonNode source = message.path("forward_info").path("source");
    return TdFields.number(source, "chat_id") == channelId
        ? TdFields.serverId(TdFields.number(source, "message_id"))
        : 0;
  }

  /**
   * Hands over the comments of posts of the day whose roots were seen, and strikes those posts off.
   *
   * @return posts of which fewer comments were seen than they count: their comments stay here
   */
  List<ChannelPost> take(DayPosts day, CommentSink sink, LongConsumer seen)
      throws InterruptedException {
    forget(day.newestId() + 1);
    List<ChannelPost> shortOf = new ArrayList<>();
    for (long id : List.copyOf(roots.tailMap(day.oldestId(), true).keySet())) {
      ChannelPost post = day.find(id);
      if (post != null) {
        seen.accept(id);
        if (comments(id) < post.replies()) {
          shortOf.add(post);
        } else {
          handOver(post, sink);
        }
      }
    }
    return shortOf;
  }

  private int comments(long postId) {
    Long root = roots.get(postId);
    return root == null ? 0 : held.count(root) + late.getOrDefault(root, 0);
  }

  /** Hands over those comments of a post that were seen. */
  void handOver(ChannelPost post, CommentSink sink) throws InterruptedException {
    Long root = roots.remove(post.id());
    if (root != null) {
      late.remove(root);
      held.take(root, post.id(), sink);
    }
  }

  /** Forgets the comments of a post, and of all newer ones. */
  private void forget(long fromPost) {
    NavigableMap<Long, Long> unwanted = roots.tailMap(fromPost, true);
    unwanted.values().forEach(this::drop);
    unwanted.clear();
  }

  private void drop(long root) {
    held.drop(root);
    late.remove(root);
  }

  /** Ends a day: what was looked for, or is held of its posts, is of no use for the next. */
  void endDay(DayPosts day) {
    forget(day.oldestId());
    position = position.withFloor(0);
  }

  @Override
  public void close() {
    pages.close();
    held.close();
  }
}

package dev.tgfetcher.comment;

import dev.tgfetcher.history.HistoryOrderException;
import dev.tgfetcher.history.MessagePage;
import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.history.UnreadableMessage;
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
 * Scans a channel's discussion group page by page, from its newest message backwards:
 *
 * <ol>
 *   <li>reads a page, and buffers its comments by thread until the thread's root comes, the post
 *       that Telegram forwarded into the group;
 *   <li>passes on the comments of posts whose roots it has read, unless some are missing;
 *   <li>removes the comments of posts outside the window.
 * </ol>
 */
final class GroupScan implements Closeable {
  private static final long OLDEST_ID = 1;

  private final GroupPages pages;
  private final long channelId;
  private final MessageReader messageReader;
  private final Instant cutOff;
  private final CommentBuffer buffer;

  /** Server ids of roots, by the server ids of their posts. */
  private final NavigableMap<Long, Long> roots = new TreeMap<>();

  /** How many comments of a thread are later than the cut-off, and left out. */
  private final Map<Long, Integer> late = new HashMap<>();

  private GroupPosition position = GroupPosition.START;
  private int pagesRead;
  private long lowestId = Long.MAX_VALUE;
  private boolean isAtBeginning;
  private boolean hasUnreadable;

  GroupScan(
      GroupPages pages, long channelId, MessageReader messageReader, Instant cutOff, Path scratch) {
    this.pages = pages;
    this.channelId = channelId;
    this.messageReader = messageReader;
    this.cutOff = cutOff;
    this.buffer = new CommentBuffer(scratch);
  }

  GroupPosition position() {
    return position.withBuffered(buffer.size());
  }

  /** Sends a request about the group. */
  JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    return pages.call(method, request);
  }

  /** Whether TDLib could not read all messages of the group so far. */
  boolean hasUnreadable() {
    return hasUnreadable;
  }

  int pagesRead() {
    return pagesRead;
  }

  /** Whether the scan has read everything since that date. */
  boolean reaches(Instant date) {
    return isAtBeginning || (position.isStarted() && position.lowestDate().isBefore(date));
  }

  /**
   * Reads the next page.
   *
   * @param newestReply server id of the newest known comment
   */
  void readPage(long newestReply) throws InterruptedException {
    MessagePage page = pages.next(newestReply);
    pagesRead++;
    List<JsonNode> messages =
        page.messages().stream().filter(message -> !UnreadableMessage.is(message)).toList();
    hasUnreadable |= messages.size() < page.messages().size();
    int comments = 0;
    for (JsonNode message : messages) {
      comments += read(message) ? 1 : 0;
    }
    if (!messages.isEmpty()) {
      moveTo(messages, comments);
    }
    isAtBeginning = page.isLast();
  }

  private void moveTo(List<JsonNode> page, int comments) {
    JsonNode oldest = page.get(page.size() - 1);
    Duration span = Duration.between(date(oldest), date(page.get(0)));
    GroupPosition.Page last = new GroupPosition.Page(page.size(), comments, span, pages.pageSize());
    position = position.after(id(oldest), date(oldest), last);
  }

  /** Finds how far back a post is: the id of the newest message that is older. */
  void locate(ChannelPost post) throws InterruptedException {
    long floor = pages.lastUntil(post.date().minusSeconds(1)).map(GroupScan::id).orElse(OLDEST_ID);
    position = position.withFloor(floor);
  }

  /** Reads one message; returns whether it is a comment. */
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
      remove(id);
    } else if (date(message).isAfter(cutOff)) {
      late.merge(thread, 1, Integer::sum);
    } else {
      buffer.add(thread, messageReader.read(message));
    }
    return isComment;
  }

  private static long id(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }

  private static Instant date(JsonNode message) {
    return Instant.ofEpochSecond(TdFields.number(message, "date"));
  }

  /** Server id of the post whose root this message is; 0 for other messages. */
  private long postOf(JsonNode message) {
    JsonNode source = message.path("forward_info").path("source");
    return TdFields.number(source, "chat_id") == channelId
        ? TdFields.serverId(TdFields.number(source, "message_id"))
        : 0;
  }

  /**
   * Passes on the comments of the day's posts whose roots were read.
   *
   * @param onRoot gets the id of each post whose root was read
   * @return the posts with fewer comments than their reply count; their comments stay buffered
   */
  List<ChannelPost> take(DayPosts day, CommentSink sink, LongConsumer onRoot)
      throws InterruptedException {
    forget(day.newestId() + 1);
    List<ChannelPost> withGaps = new ArrayList<>();
    for (long id : List.copyOf(roots.tailMap(day.oldestId(), true).keySet())) {
      ChannelPost post = day.find(id);
      if (post != null) {
        onRoot.accept(id);
        if (comments(id) < post.replies()) {
          withGaps.add(post);
        } else {
          passOn(post, sink);
        }
      }
    }
    return withGaps;
  }

  private int comments(long postId) {
    Long root = roots.get(postId);
    return root == null ? 0 : buffer.count(root) + late.getOrDefault(root, 0);
  }

  /** Passes on the buffered comments of a post. */
  void passOn(ChannelPost post, CommentSink sink) throws InterruptedException {
    Long root = roots.remove(post.id());
    if (root != null) {
      late.remove(root);
      buffer.take(root, post.id(), sink);
    }
  }

  /** Removes the comments of a post and of all newer posts. */
  private void forget(long fromPost) {
    NavigableMap<Long, Long> unwanted = roots.tailMap(fromPost, true);
    unwanted.values().forEach(this::remove);
    unwanted.clear();
  }

  private void remove(long root) {
    buffer.remove(root);
    late.remove(root);
  }

  /** Ends a day: removes its comments and the located post, which the next day does not need. */
  void endDay(DayPosts day) {
    forget(day.oldestId());
    position = position.withFloor(0);
  }

  @Override
  public void close() {
    pages.close();
    buffer.close();
  }
}

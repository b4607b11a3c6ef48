package dev.tgfetcher.comment;

import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.MessageReader;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the comments of a channel's posts, a day at a time, newest day first:
 *
 * <ol>
 *   <li>finds out whether this account can read the channel's discussion group;
 *   <li>takes the comments that the group scan has, and scans on as long as the plan says so;
 *   <li>reads the threads of the posts that are left, and of the posts with fewer comments in the
 *       scan than their reply count: a search may leave some out.
 * </ol>
 */
public final class CommentReader implements Closeable {
  private final ChatResolver resolver;
  private final TelegramCalls calls;
  private final ResolvedChat channel;
  private final MessageReader messageReader;
  private final Instant cutOff;
  private final Path scratch;
  private final ThreadReader threads;
  private @Nullable GroupScan scan;
  private boolean isGroupUnreadable;

  public CommentReader(
      ChatResolver resolver,
      TelegramCalls calls,
      OpenChat channel,
      MessageReader messageReader,
      Instant cutOff,
      Path scratch) {
    this.resolver = resolver;
    this.calls = calls;
    this.channel = channel.chat();
    this.messageReader = messageReader;
    this.cutOff = cutOff;
    this.scratch = scratch;
    this.threads = new ThreadReader(calls, channel, messageReader, cutOff);
  }

  /**
   * Passes the comments of a day's posts to the sink.
   *
   * @return whether these are all comments of the posts
   */
  public boolean read(DayPosts posts, CommentSink sink) throws InterruptedException {
    if (!channel.isChannel() || channel.linkedChatId() == null || posts.isEmpty()) {
      return true;
    }
    GroupScan group = group(channel.linkedChatId());
    return group != null && read(group, posts, sink);
  }

  /** Null when the group cannot be read. */
  private @Nullable GroupScan group(long groupId) throws InterruptedException {
    if (scan == null && !isGroupUnreadable) {
      try {
        GroupPages pages = new GroupPages(calls, resolver.byId(groupId), cutOff);
        scan = new GroupScan(pages, channel.chatId(), messageReader, cutOff, scratch);
      } catch (TelegramException e) {
        isGroupUnreadable = isNoAccess(e);
        if (!isGroupUnreadable) {
          throw e;
        }
      }
    }
    return scan;
  }

  private boolean read(GroupScan group, DayPosts posts, CommentSink sink)
      throws InterruptedException {
    Map<Long, ChannelPost> unread = posts.discussed();
    List<ChannelPost> withGaps = group.take(posts, sink, unread::remove);
    try {
      while (wantsNextPage(group, unread.values())) {
        group.readPage(posts.newestReply());
        withGaps = group.take(posts, sink, unread::remove);
      }
    } catch (TelegramException e) {
      if (!isNoAccess(e)) {
        throw e;
      }
    }
    boolean isComplete = fillGaps(group, withGaps, sink);
    group.endDay(posts);
    return readThreads(group, unread.values(), sink) && isComplete && !group.hasUnreadable();
  }

  /** Whether to read the next page of the group. */
  private static boolean wantsNextPage(GroupScan group, Collection<ChannelPost> unread)
      throws InterruptedException {
    while (!unread.isEmpty() && !group.reaches(CommentPlan.oldest(unread).date())) {
      switch (CommentPlan.decide(unread, group.position())) {
        case READ_GROUP -> {
          return true;
        }
        case LOCATE_OLDEST -> group.locate(CommentPlan.oldest(unread));
        case READ_THREADS -> {
          return false;
        }
      }
    }
    return false;
  }

  /** Reads posts with gaps from their threads; returns whether all comments were found. */
  private boolean fillGaps(GroupScan group, List<ChannelPost> withGaps, CommentSink sink)
      throws InterruptedException {
    boolean isComplete = true;
    long requestsLeft = CommentPlan.requestsForGaps(group.pagesRead());
    for (ChannelPost post : withGaps) {
      requestsLeft -= CommentPlan.threadRequests(List.of(post));
      Optional<JsonNode> thread = requestsLeft < 0 ? Optional.empty() : threads.find(post);
      if (thread.isEmpty()) {
        group.passOn(post, sink);
      }
      isComplete &= thread.isPresent() && threads.read(post, thread.get(), group, sink);
    }
    return isComplete;
  }

  private boolean readThreads(GroupScan group, Collection<ChannelPost> posts, CommentSink sink)
      throws InterruptedException {
    boolean isComplete = true;
    for (ChannelPost post : posts) {
      isComplete &= threads.read(post, group, sink) || !post.hasComments();
    }
    return isComplete;
  }

  private static boolean isNoAccess(TelegramException e) {
    return switch (e.type()) {
      case ACCESS_DENIED, CHAT_NOT_FOUND -> true;
      default -> false;
    };
  }

  @Override
  public void close() {
    if (scan != null) {
      scan.close();
    }
  }
}

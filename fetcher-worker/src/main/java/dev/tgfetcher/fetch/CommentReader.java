package dev.tgfetcher.fetch;

import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the comments of a channel's posts, a day at a time, newest day first.
 *
 * <ol>
 *   <li>finds out whether the channel's discussion group can be read
 *   <li>takes what the reading of the group has seen, and reads on as long as the plan says so
 *   <li>reads the threads of the posts that are left
 * </ol>
 */
final class CommentReader implements Closeable {
  private final ChatResolver resolver;
  private final TelegramCalls calls;
  private final ResolvedChat channel;
  private final MessageReading reading;
  private final Instant cutOff;
  private final Path scratch;
  private final ThreadReader threads;
  private @Nullable GroupPass pass;
  private boolean isUnreadable;

  CommentReader(
      ChatResolver resolver,
      TelegramCalls calls,
      OpenChat channel,
      MessageReading reading,
      Instant cutOff,
      Path scratch) {
    this.resolver = resolver;
    this.calls = calls;
    this.channel = channel.chat();
    this.reading = reading;
    this.cutOff = cutOff;
    this.scratch = scratch;
    this.threads = new ThreadReader(calls, channel, reading, cutOff);
  }

  /** Whether these are all comments that there are. */
  boolean read(DayPosts posts, CommentSink sink) throws InterruptedException {
    if (!channel.isChannel() || channel.linkedChatId() == null || posts.isEmpty()) {
      return true;
    }
    GroupPass group = group(channel.linkedChatId());
    return group != null && read(group, posts, sink);
  }

  /** Null when the group cannot be read. */
  private @Nullable GroupPass group(long groupId) throws InterruptedException {
    if (pass == null && !isUnreadable) {
      try {
        GroupPages pages = new GroupPages(calls, resolver.byId(groupId), cutOff);
        pass = new GroupPass(pages, channel.chatId(), reading, cutOff, scratch);
      } catch (TelegramException e) {
        isUnreadable = isNoAccess(e);
        if (!isUnreadable) {
          throw e;
        }
      }
    }
    return pass;
  }

  private boolean read(GroupPass group, DayPosts posts, CommentSink sink)
      throws InterruptedException {
    Map<Long, Post> unread = posts.discussed();
    group.take(posts, sink, unread::remove);
    try {
      readOn(group, posts, unread, sink);
    } catch (TelegramException e) {
      if (!isNoAccess(e)) {
        throw e;
      }
    }
    group.endDay();
    return readThreads(unread.values(), sink);
  }

  private static void readOn(
      GroupPass group, DayPosts posts, Map<Long, Post> unread, CommentSink sink)
      throws InterruptedException {
    while (!unread.isEmpty() && !group.reaches(CommentPlan.oldest(unread.values()).date())) {
      switch (CommentPlan.decide(unread.values(), group.position())) {
        case GROUP -> {
          group.readPage(posts.newestReply());
          group.take(posts, sink, unread::remove);
        }
        case LOOK -> group.lookFor(CommentPlan.oldest(unread.values()));
        case THREADS -> {
          return;
        }
      }
    }
  }

  private boolean readThreads(Collection<Post> posts, CommentSink sink)
      throws InterruptedException {
    boolean isComplete = true;
    for (Post post : posts) {
      isComplete &= threads.read(post, sink) || !post.hasComments();
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
    if (pass != null) {
      pass.close();
    }
  }
}

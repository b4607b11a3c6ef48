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
 * Reads the comments of a channel's posts, a day at a time, newest day first.
 *
 * <ol>
 *   <li>finds out whether the channel's discussion group can be read
 *   <li>takes what the reading of the group has seen, and reads on as long as the plan says so
 *   <li>reads the threads of the posts that are left, and of those of which the group showed fewer
 *       comments than they count: a search may leave some out
 * </ol>
 */
public final class CommentReader implements Closeable {
  private final ChatResolver resolver;
  private final TelegramCalls calls;
  private final ResolvedChat channel;
  private final MessageReader reading;
  private final Instant cutOff;
  private final Path scratch;
  private final ThreadReader threads;
  private @Nullable GroupScan pass;
  private boolean isUnreadable;

  public CommentReader(
      ChatResolver resolver,
      TelegramCalls calls,
      OpenChat channel,
      MessageReader reading,
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
  public boolean read(DayPosts posts, CommentSink sink) throws InterruptedException {
    if (!channel.isChannel() || channel.linkedChatId() == null || posts.isEmpty()) {
      return true;
    }
    GroupScan group = group(channel.linkedChatId());
    return group != null && read(group, posts, sink);
  }

  /** Null when the group cannot be read. */
  private @Nullable GroupScan group(long groupId) throws InterruptedException {
    if (pass == null && !isUnreadable) {
      try {
        GroupPages pages = new GroupPages(calls, resolver.byId(groupId), cutOff);
        pass = new GroupScan(pages, channel.chatId(), reading, cutOff, scratch);
      } catch (TelegramException e) {
        isUnreadable = isNoAccess(e);
        if (!isUnreadable) {
          throw e;
        }
      }
    }
    return pass;
  }

  private boolean read(GroupScan group, DayPosts posts, CommentSink sink)
      throws InterruptedException {
    Map<Long, ChannelPost> unread = posts.discussed();
    List<ChannelPost> shortOf = group.take(posts, sink, unread::remove);
    try {
      while (goesOn(group, unread.values())) {
        group.readPage(posts.newestReply());
        shortOf = group.take(posts, sink, unread::remove);
      }
    } catch (TelegramException e) {
      if (!isNoAccess(e)) {
        throw e;
      }
    }
    boolean isComplete = fillGaps(group, shortOf, sink);
    group.endDay(posts);
    return readThreads(group, unread.values(), sink) && isComplete;
  }

  /** Whether the next page of the group is to be read. */
  private static boolean goesOn(GroupScan group, Collection<ChannelPost> unread)
      throws InterruptedException {
    while (!unread.isEmpty() && !group.reaches(CommentPlan.oldest(unread).date())) {
      switch (CommentPlan.decide(unread, group.position())) {
        case GROUP -> {
          return true;
        }
        case LOOK -> group.lookFor(CommentPlan.oldest(unread));
        case THREADS -> {
          return false;
        }
      }
    }
    return false;
  }

  /** Whether what the group did not show was found in the threads. */
  private boolean fillGaps(GroupScan group, List<ChannelPost> shortOf, CommentSink sink)
      throws InterruptedException {
    boolean isComplete = true;
    long spared = CommentPlan.sparedForGaps(group.pagesRead());
    for (ChannelPost post : shortOf) {
      spared -= CommentPlan.threadRequests(List.of(post));
      Optional<JsonNode> thread = spared < 0 ? Optional.empty() : threads.find(post);
      if (thread.isEmpty()) {
        group.handOver(post, sink);
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
    if (pass != null) {
      pass.close();
    }
  }
}

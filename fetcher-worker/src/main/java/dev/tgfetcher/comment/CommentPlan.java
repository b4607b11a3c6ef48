package dev.tgfetcher.comment;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;

/**
 * Decides how to read the comments of posts with the fewest requests: on through the discussion
 * group, or thread by thread. It is asked before anything is sent, and again after every page of
 * the group, when fewer posts are left and more is known.
 *
 * <ol>
 *   <li>A thread costs one request to find it and one for each page.
 *   <li>The group costs as many pages as lie between where its reading stands and the oldest post's
 *       root. Reply counts and the ids of last replies say how many there are at least.
 *   <li>How many there may be is guessed from the last page: how densely it was written, and how
 *       many of its messages were comments. Where that speaks against the group and enough is at
 *       stake, it is worth one request to look.
 * </ol>
 */
final class CommentPlan {
  enum Way {
    /** Read the next page of the group. */
    GROUP,
    /** Read each post's thread. */
    THREADS,
    /** Find out first how far back in the group the oldest post is. */
    LOOK
  }

  private static final int PAGE = 100;

  /** Reply counts may be wrong on Telegram's side for many posts, which must not cost much. */
  private static final long FEW = 20;

  /** With so many requests at stake a look adds a fifth at most. */
  private static final long WORTH_A_LOOK = 5;

  private CommentPlan() {}

  /** The next step to read the comments of these posts, of which there is at least one. */
  static Way decide(Collection<ChannelPost> posts, GroupPosition position) {
    long threads = threadRequests(posts);
    if (position.isFloorKnown()) {
      return pages(position.lowestId() - position.floorId()) < threads ? Way.GROUP : Way.THREADS;
    }
    if (pages(messagesAtLeast(posts, position)) >= threads) {
      return Way.THREADS;
    }
    if (!position.isStarted() || pages(messagesExpected(posts, position)) < threads) {
      return Way.GROUP;
    }
    return threads < WORTH_A_LOOK ? Way.THREADS : Way.LOOK;
  }

  /**
   * How many requests may be spent on threads of which the group did not show everything: a fifth
   * of its pages, or a few.
   */
  static long sparedForGaps(int groupPages) {
    return Math.max(FEW, groupPages / 5);
  }

  static ChannelPost oldest(Collection<ChannelPost> posts) {
    return posts.stream().min(Comparator.comparingLong(ChannelPost::id)).orElseThrow();
  }

  static long threadRequests(Collection<ChannelPost> posts) {
    return posts.stream().mapToLong(post -> 1 + pages(post.replies())).sum();
  }

  private static long messagesAtLeast(Collection<ChannelPost> posts, GroupPosition position) {
    return Math.max(messagesLeft(posts, position), idsLeft(posts, position));
  }

  /** Comments and roots that were not read yet. */
  private static long messagesLeft(Collection<ChannelPost> posts, GroupPosition position) {
    long comments = posts.stream().mapToLong(post -> Math.max(0, post.replies())).sum();
    return Math.max(1, comments + posts.size() - position.held());
  }

  /** A root and its comments come before the last of them, in a group that leaves no id out. */
  private static long idsLeft(Collection<ChannelPost> posts, GroupPosition position) {
    long newestReply = posts.stream().mapToLong(ChannelPost::lastReply).max().orElse(0);
    long lowest = position.isStarted() ? position.lowestId() : newestReply + 1;
    return posts.stream()
        .filter(post -> post.lastReply() > 0)
        .mapToLong(post -> lowest - (post.lastReply() - post.replies()))
        .max()
        .orElse(0);
  }

  private static long messagesExpected(Collection<ChannelPost> posts, GroupPosition position) {
    GroupPosition.Page page = position.lastPage();
    Duration left = Duration.between(oldest(posts).date(), position.lowestDate());
    double byTime = page.messagesPerSecond() * Math.max(0, left.toSeconds());
    double byComments = messagesLeft(posts, position) / page.commentsPerMessage();
    return (long) Math.max(byTime, byComments);
  }

  private static long pages(long messages) {
    return Math.max(1, -Math.floorDiv(-messages, PAGE));
  }
}

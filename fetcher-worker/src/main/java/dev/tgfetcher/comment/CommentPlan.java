package dev.tgfetcher.comment;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;

/**
 * Decides how to read the comments of posts with the fewest requests: page by page of the
 * discussion group, or thread by thread. It decides before the first request, and again after every
 * page of the group.
 *
 * <ol>
 *   <li>A thread costs one request to find it and one for each page.
 *   <li>The group costs the pages between its position and the oldest post's root. Reply counts and
 *       the ids of last replies show how many pages there are at least.
 *   <li>The last page shows how many pages to expect: by its messages per second, and by its share
 *       of comments. If that is more than the threads cost, one request finds out how far back the
 *       oldest post is, unless the threads cost too little for it.
 * </ol>
 */
final class CommentPlan {
  enum Step {
    /** Read the next page of the group. */
    READ_GROUP,
    /** Read each post's thread. */
    READ_THREADS,
    /** Find out how far back in the group the oldest post is, then decide again. */
    LOCATE_OLDEST
  }

  private static final int PAGE = 100;

  /** Telegram's reply counts may be wrong for many posts; the gaps must not cost many requests. */
  private static final long FEW = 20;

  /** From this many requests on, the request that locates the oldest post adds a fifth at most. */
  private static final long WORTH_LOCATING = 5;

  private CommentPlan() {}

  /** The next step to read the comments of these posts, of which there is at least one. */
  static Step decide(Collection<ChannelPost> posts, GroupPosition position) {
    long threads = threadRequests(posts);
    if (position.isFloorKnown()) {
      return groupPages(position.lowestId() - position.floorId(), position) < threads
          ? Step.READ_GROUP
          : Step.READ_THREADS;
    }
    if (groupPages(messagesAtLeast(posts, position), position) >= threads) {
      return Step.READ_THREADS;
    }
    if (!position.isStarted()
        || groupPages(messagesExpected(posts, position), position) < threads) {
      return Step.READ_GROUP;
    }
    return threads < WORTH_LOCATING ? Step.READ_THREADS : Step.LOCATE_OLDEST;
  }

  /**
   * How many requests may go to threads that the group showed with gaps: a fifth of the group's
   * pages, at least 20.
   */
  static long requestsForGaps(int groupPages) {
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

  /** The comments and roots that are still unread. */
  private static long messagesLeft(Collection<ChannelPost> posts, GroupPosition position) {
    long comments = posts.stream().mapToLong(post -> Math.max(0, post.replies())).sum();
    return Math.max(1, comments + posts.size() - position.buffered());
  }

  /** A root and its comments come before the last reply; every id in a group is a message. */
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
    return pages(messages, PAGE);
  }

  private static long groupPages(long messages, GroupPosition position) {
    return pages(messages, position.lastPage().nextSize());
  }

  private static long pages(long messages, int size) {
    return Math.max(1, -Math.floorDiv(-messages, size));
  }
}

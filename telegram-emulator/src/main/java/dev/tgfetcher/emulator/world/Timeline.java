package dev.tgfetcher.emulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The dates of the messages 1, 2, 3 ... of a generated chat. It consists of spans of time with
 * evenly spaced messages; the first message is at the start of its span. Dates are computed from
 * ids, so the memory does not depend on the number of messages.
 */
public final class Timeline {
  private final long[] starts;
  private final long[] seconds;
  private final int[] firstIds;
  private final int count;

  private Timeline(long[] starts, long[] seconds, int[] counts) {
    this.starts = starts;
    this.seconds = seconds;
    this.firstIds = new int[counts.length];
    int next = 1;
    for (int i = 0; i < counts.length; i++) {
      firstIds[i] = next;
      next += counts[i];
    }
    this.count = next - 1;
  }

  /** A number of messages in one span. */
  public static Timeline even(Instant from, Instant to, int messages) {
    long length = Duration.between(from, to).toSeconds();
    if (length <= 0 || messages < 1) {
      throw new IllegalArgumentException(messages + " messages from " + from + " to " + to);
    }
    long[] start = {from.getEpochSecond()};
    return new Timeline(start, new long[] {length}, new int[] {messages});
  }

  /** Consecutive UTC days, each with its number of messages, which may be 0. */
  public static Timeline days(LocalDate first, int... messages) {
    long[] starts = new long[messages.length];
    long[] seconds = new long[messages.length];
    for (int i = 0; i < messages.length; i++) {
      starts[i] = first.plusDays(i).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      seconds[i] = Duration.ofDays(1).toSeconds();
    }
    return new Timeline(starts, seconds, messages.clone());
  }

  public int count() {
    return count;
  }

  public long epochSecond(int id) {
    int span = spanOf(id);
    int end = span + 1 < firstIds.length ? firstIds[span + 1] : count + 1;
    int messages = end - firstIds[span];
    return starts[span] + (id - firstIds[span]) * seconds[span] / messages;
  }

  /** The smallest id of a message from that second or later, or 0. */
  public int firstSince(long epochSecond) {
    int low = 1;
    int high = count + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (epochSecond(middle) >= epochSecond) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low > count ? 0 : low;
  }

  /** Returns a timeline with a root and a number of comments for each message of this one. */
  Timeline.Threaded threaded(int comments) {
    return new Threaded(this, comments);
  }

  /** The span of a message. */
  private int spanOf(int id) {
    if (id < 1 || id > count) {
      throw new IllegalArgumentException("message " + id + " is not in 1 to " + count);
    }
    int found = Arrays.binarySearch(firstIds, id);
    int span = found >= 0 ? found : -found - 2;
    while (span + 1 < firstIds.length && firstIds[span + 1] == id) {
      span++;
    }
    return span;
  }

  /** Roots at the dates of posts, each with its comments before the next root. */
  record Threaded(Timeline posts, int comments) {
    int count() {
      return Math.multiplyExact(posts.count, comments + 1);
    }

    int rootOf(int post) {
      return (post - 1) * (comments + 1) + 1;
    }

    int postOf(int id) {
      return (id - 1) / (comments + 1) + 1;
    }

    /** Returns 0 for the root, then 1, 2 ... */
    int indexInThread(int id) {
      return (id - 1) % (comments + 1);
    }

    long epochSecond(int id) {
      int post = postOf(id);
      long begin = posts.epochSecond(post);
      long end = post < posts.count ? posts.epochSecond(post + 1) : begin + comments + 1;
      return begin + (end - begin) * indexInThread(id) / (comments + 1);
    }
  }
}

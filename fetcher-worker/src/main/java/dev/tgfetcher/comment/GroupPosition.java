package dev.tgfetcher.comment;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a scan has read the discussion group, from its newest message backwards.
 *
 * @param lowestId server id of the oldest message read
 * @param lowestDate of that message
 * @param lastPage the page with that message
 * @param buffered how many comments were read whose post is not known yet
 * @param floorId server id of a message just older than the wanted posts; 0 when not known
 */
record GroupPosition(
    long lowestId, Instant lowestDate, Page lastPage, long buffered, long floorId) {

  static final GroupPosition START =
      new GroupPosition(Long.MAX_VALUE, Instant.MAX, new Page(0, 0, Duration.ZERO, 100), 0, 0);

  /**
   * The numbers of a page.
   *
   * @param comments how many of its messages are comments
   * @param span from its oldest message to its newest
   * @param nextSize how many messages the page after it is expected to have, at most
   */
  record Page(int messages, int comments, Duration span, int nextSize) {
    double messagesPerSecond() {
      return messages / (double) Math.max(1, span.toSeconds());
    }

    double commentsPerMessage() {
      return comments / (double) messages;
    }
  }

  GroupPosition {
    requireNonNull(lowestDate, "lowestDate");
    requireNonNull(lastPage, "lastPage");
  }

  boolean isStarted() {
    return lastPage.messages() > 0;
  }

  boolean isFloorKnown() {
    return floorId > 0;
  }

  GroupPosition after(long id, Instant date, Page page) {
    return new GroupPosition(id, date, page, buffered, floorId);
  }

  GroupPosition withBuffered(long comments) {
    return new GroupPosition(lowestId, lowestDate, lastPage, comments, floorId);
  }

  GroupPosition withFloor(long id) {
    return new GroupPosition(lowestId, lowestDate, lastPage, buffered, id);
  }
}

package dev.tgfetcher.comment;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the discussion group was read, from its newest message on.
 *
 * @param lowestId server id of the oldest message read
 * @param lowestDate of that message
 * @param lastPage the page that it came with
 * @param held comments read whose post is not known yet
 * @param floorId server id of a message just older than the posts wanted; 0 when that is not known
 */
record GroupPosition(long lowestId, Instant lowestDate, Page lastPage, long held, long floorId) {

  static final GroupPosition START =
      new GroupPosition(Long.MAX_VALUE, Instant.MAX, new Page(0, 0, Duration.ZERO), 0, 0);

  /**
   * What a page had.
   *
   * @param comments how many of its messages belong to a thread
   * @param span from its oldest message to its newest
   */
  record Page(int messages, int comments, Duration span) {
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
    return new GroupPosition(id, date, page, held, floorId);
  }

  GroupPosition holding(long comments) {
    return new GroupPosition(lowestId, lowestDate, lastPage, comments, floorId);
  }

  GroupPosition withFloor(long id) {
    return new GroupPosition(lowestId, lowestDate, lastPage, held, id);
  }
}

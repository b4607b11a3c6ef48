package dev.tgfetcher.comment;

import dev.tgfetcher.schema.message.ArchivedMessage;
import java.util.List;

/** Takes the comments of a day's posts. */
@FunctionalInterface
public interface CommentSink {

  /** Adds the next older comments of a post. */
  void add(long postId, List<ArchivedMessage> newestFirst) throws InterruptedException;
}

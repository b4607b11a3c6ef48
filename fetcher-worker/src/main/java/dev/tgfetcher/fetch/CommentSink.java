package dev.tgfetcher.fetch;

import dev.tgfetcher.schema.ArchivedMessage;
import java.util.List;

/** Takes the comments of a day's posts. */
@FunctionalInterface
interface CommentSink {

  /** The next older comments of a post. */
  void add(long postId, List<ArchivedMessage> newestFirst) throws InterruptedException;
}

package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** Generates the messages of a discussion group: for each post its root, then its comments. */
final class CommentGenerator implements MessageGenerator {
  private final long seed;
  private final Timeline.Threaded timeline;
  private final ContentGenerator content;
  private final Chat channel;

  CommentGenerator(long seed, Timeline.Threaded timeline, ContentGenerator content, Chat channel) {
    this.seed = seed;
    this.timeline = timeline;
    this.content = content;
    this.channel = channel;
  }

  @Override
  public int count() {
    return timeline.count();
  }

  @Override
  public long dateOf(int id) {
    return timeline.epochSecond(id);
  }

  @Override
  public Message message(int id) {
    MessageBuilder message = new MessageBuilder().id(id).at(Instant.ofEpochSecond(dateOf(id)));
    int post = timeline.postOf(id);
    return timeline.indexInThread(id) == 0 ? root(message, post) : comment(message, id, post);
  }

  @Override
  public int lastOfThread(int rootId) {
    return timeline.indexInThread(rootId) == 0 ? rootId + timeline.comments() : rootId;
  }

  @Override
  public int rootOf(int postId) {
    return postId <= timeline.posts().count() ? timeline.rootOf(postId) : 0;
  }

  private Message root(MessageBuilder root, int postId) {
    Message post = channel.history().find(postId);
    root.from(channel);
    if (post != null) {
      root.copyOf(post).forward(ForwardHeader.rootOf(post, channel.peer()));
    }
    return root.build();
  }

  /** Every third comment replies to the previous comment, the others to the post. */
  private Message comment(MessageBuilder comment, int id, int post) {
    SeededRandom random = new SeededRandom(seed, id);
    int root = timeline.rootOf(post);
    boolean nested = timeline.indexInThread(id) % 3 == 0;
    comment.thread(root).replyTo(nested ? id - 1 : root);
    content.plainMessage(comment, random);
    return comment.build();
  }
}

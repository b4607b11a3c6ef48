package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** The messages of a generated discussion group: for each post its root, then its comments. */
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
    return timeline.placeOf(id) == 0 ? root(message, post) : comment(message, id, post);
  }

  @Override
  public int lastOfThread(int rootId) {
    return timeline.placeOf(rootId) == 0 ? rootId + timeline.comments() : rootId;
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

  /** Every third comment answers the one before it instead of the post. */
  private Message comment(MessageBuilder comment, int id, int post) {
    SeededRandom dice = new SeededRandom(seed, id);
    int root = timeline.rootOf(post);
    boolean nested = timeline.placeOf(id) % 3 == 0;
    comment.thread(root).replyTo(nested ? id - 1 : root);
    content.sender(comment, dice);
    content.body(comment, dice);
    content.reactions(comment, dice);
    return comment.build();
  }
}

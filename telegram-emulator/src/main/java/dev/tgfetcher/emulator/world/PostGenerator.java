package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** Generates the posts of a channel, with views, signatures and stars. */
final class PostGenerator implements MessageGenerator {
  private final long seed;
  private final Timeline timeline;
  private final ContentGenerator content;

  PostGenerator(long seed, Timeline timeline, ContentGenerator content) {
    this.seed = seed;
    this.timeline = timeline;
    this.content = content;
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
    SeededRandom random = new SeededRandom(seed, id);
    MessageBuilder message = new MessageBuilder().id(id).at(Instant.ofEpochSecond(dateOf(id)));
    content.body(message, random);
    content.reactions(message, random);
    message.views(100 + random.nextInt(10_000)).forwards(random.nextInt(50));
    if (random.oneIn(6)) {
      message.reaction(ReactionCount.paid(1 + random.nextInt(500)));
    }
    if (random.oneIn(3)) {
      message.signature("editor " + random.nextInt(5));
    }
    return message.build();
  }
}

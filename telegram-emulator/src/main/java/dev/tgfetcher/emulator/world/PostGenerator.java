package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** The posts of a generated channel, with views, signatures and stars. */
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
    SeededRandom dice = new SeededRandom(seed, id);
    MessageBuilder message = new MessageBuilder().id(id).at(Instant.ofEpochSecond(dateOf(id)));
    content.body(message, dice);
    content.reactions(message, dice);
    message.views(100 + dice.roll(10_000)).forwards(dice.roll(50));
    if (dice.oneIn(6)) {
      message.reaction(ReactionCount.paid(1 + dice.roll(500)));
    }
    if (dice.oneIn(3)) {
      message.signature("editor " + dice.roll(5));
    }
    return message.build();
  }
}

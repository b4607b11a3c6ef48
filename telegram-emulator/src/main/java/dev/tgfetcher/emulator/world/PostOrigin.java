package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** The posts of a generated channel, with views, signatures and stars. */
final class PostOrigin implements Origin {
  private final long seed;
  private final Timeline timeline;
  private final GeneratedContent content;

  PostOrigin(long seed, Timeline timeline, GeneratedContent content) {
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
    Dice dice = new Dice(seed, id);
    MessageBuilder message = new MessageBuilder().id(id).at(Instant.ofEpochSecond(dateOf(id)));
    content.body(message, dice);
    content.reactions(message, dice);
    message.views(100 + dice.roll(10_000)).forwards(dice.roll(50));
    if (dice.oneIn(6)) {
      message.reaction(Reaction.paid(1 + dice.roll(500)));
    }
    if (dice.oneIn(3)) {
      message.signature("editor " + dice.roll(5));
    }
    return message.build();
  }
}

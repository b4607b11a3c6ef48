package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** The messages of a generated supergroup: talk, replies, forwards, now and then a happening. */
final class GroupGenerator implements MessageGenerator {
  private final long seed;
  private final Timeline timeline;
  private final ContentGenerator content;
  private final Peer chat;

  /**
   * A group's messages.
   *
   * @param chat where forwards come from and anonymous admins write for
   */
  GroupGenerator(long seed, Timeline timeline, ContentGenerator content, Peer chat) {
    this.seed = seed;
    this.timeline = timeline;
    this.content = content;
    this.chat = chat;
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
    Instant date = Instant.ofEpochSecond(dateOf(id));
    MessageBuilder message = new MessageBuilder().id(id).at(date);
    content.sender(message, dice);
    if (dice.oneIn(40)) {
      return message.service(content.happening(dice)).build();
    }
    if (dice.oneIn(50)) {
      message.from(chat).signature("admin");
    }
    content.body(message, dice);
    content.reactions(message, dice);
    content.forward(message, dice, chat, date);
    if (id > 1 && dice.oneIn(4)) {
      message.replyTo(Math.max(1, id - 1 - dice.roll(20)));
    }
    if (dice.oneIn(12)) {
      message.editedAt(date.plusSeconds(60L + dice.roll(3_000)));
    }
    return message.build();
  }
}

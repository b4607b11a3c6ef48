package dev.tgfetcher.emulator.world;

import java.time.Instant;

/** Generates the messages of a supergroup: texts, replies, forwards and service messages. */
final class GroupGenerator implements MessageGenerator {
  private final long seed;
  private final Timeline timeline;
  private final ContentGenerator content;
  private final Peer chat;

  /**
   * @param chat the origin of forwards, and the sender of messages by anonymous admins
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
    SeededRandom random = new SeededRandom(seed, id);
    Instant date = Instant.ofEpochSecond(dateOf(id));
    MessageBuilder message = new MessageBuilder().id(id).at(date);
    content.groupMessage(message, random, chat, date, id);
    return message.build();
  }
}

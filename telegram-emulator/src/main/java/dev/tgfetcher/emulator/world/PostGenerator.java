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
    content.post(message, random);
    return message.build();
  }
}

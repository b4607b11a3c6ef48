package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.List;

/**
 * Adds generated content to messages that are added one by one. It depends on a seed and the id.
 */
public final class RandomContent {
  private final long seed;
  private final ContentGenerator content;

  /**
   * @param users the senders, and the origins of forwards
   */
  public RandomContent(long seed, List<User> users) {
    this.seed = seed;
    this.content = new ContentGenerator(List.copyOf(users));
  }

  /** Adds the id, the date and the content of a chat's next message. */
  public void message(MessageBuilder message, Chat chat, int id, Instant date) {
    SeededRandom random = new SeededRandom(seed, id);
    message.id(id).at(date);
    switch (chat.kind()) {
      case GROUP -> content.plainMessage(message, random);
      case SUPERGROUP -> content.groupMessage(message, random, chat.peer(), date, id);
      case CHANNEL -> content.post(message, random);
    }
  }

  /** Adds the date and the content of a comment. */
  public void comment(MessageBuilder comment, int id, Instant date) {
    content.plainMessage(comment.at(date), new SeededRandom(~seed, id));
  }
}

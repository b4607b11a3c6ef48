package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in its current state. A change creates a new value.
 *
 * @param sender the author; null for a channel's post
 * @param threadId the id of the root of its thread or topic, or 0
 * @param replyTo the id of the message to which it replies, or 0
 * @param views 0 if views are not counted
 * @param action the event of a service message, which has no text; null for other messages
 */
public record Message(
    int id,
    Instant date,
    @Nullable Peer sender,
    String text,
    List<Entity> entities,
    int replyTo,
    int threadId,
    boolean inTopic,
    @Nullable ForwardHeader forward,
    @Nullable MessageMedia media,
    List<ReactionCount> reactions,
    int views,
    int forwards,
    @Nullable Instant editDate,
    @Nullable String signature,
    long viaBot,
    long albumId,
    boolean pinned,
    @Nullable MessageAction action,
    MessageExtras extras) {

  public Message {
    if (id <= 0) {
      throw new IllegalArgumentException("a message's id must be positive: " + id);
    }
    entities = List.copyOf(entities);
    reactions = List.copyOf(reactions);
  }

  /** Whether the message in a history is only a part of it, and a client may ask for the rest. */
  public boolean isPart() {
    return !extras.whole().isEmpty();
  }

  /** The message with the parts that a history leaves out. */
  public Message asWhole() {
    return toBuilder().extras(extras.asWhole()).build();
  }

  MessageBuilder toBuilder() {
    return new MessageBuilder(this);
  }

  public int epochSecond() {
    return (int) date.getEpochSecond();
  }
}

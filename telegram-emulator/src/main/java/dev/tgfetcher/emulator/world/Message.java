package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands now; a change makes a new value.
 *
 * @param sender who wrote it; null in a channel, whose posts are its own
 * @param threadId the root of the thread or topic that it belongs to, or 0
 * @param replyTo the message that it answers, or 0
 * @param views 0 where views are not counted
 * @param service what happened, for a message that nobody wrote; it has no text then
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
    @Nullable MessageAction service) {

  public Message {
    if (id <= 0) {
      throw new IllegalArgumentException("a message's id must be positive: " + id);
    }
    entities = List.copyOf(entities);
    reactions = List.copyOf(reactions);
  }

  public MessageBuilder change() {
    return new MessageBuilder(this);
  }

  public int epochSecond() {
    return (int) date.getEpochSecond();
  }
}

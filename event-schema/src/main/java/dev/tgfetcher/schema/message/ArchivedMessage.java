package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tgfetcher.schema.json.UtcTimestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of an archive file. Its chat and its id together identify it.
 *
 * @param id the server's id; TDLib's id is this one shifted left by 20 bits
 * @param chatId the basic group that was upgraded to the file's supergroup, for a message from the
 *     time before the upgrade; null for a message of the file's own chat. The ids of both overlap
 * @param text null when the message has neither text nor caption
 * @param senderId the user's id, or the chat's id for channel posts and anonymous admins; 0 for an
 *     unknown sender in files of version 1.0
 * @param replyToMsgId the replied message, when it is of the chat of this message
 * @param forwardFrom the display name of the origin of a forwarded message
 * @param albumId the 64 bit id in decimal digits that the messages of one album share
 * @param details the members that version 1.2 added
 * @param comments the comments of a channel post; the last member, so a writer can append them
 */
public record ArchivedMessage(
    long id,
    @Nullable Long chatId,
    @UtcTimestamp Instant date,
    @Nullable String text,
    long senderId,
    @Nullable Long replyToMsgId,
    @Nullable String forwardFrom,
    @Nullable Forward forward,
    List<Reaction> reactions,
    @Nullable @UtcTimestamp Instant editDate,
    @Nullable Integer views,
    @Nullable Integer forwards,
    @Nullable Integer replyCount,
    @Nullable String albumId,
    @Nullable Long topicId,
    @Nullable String authorSignature,
    @Nullable Long viaBotId,
    boolean isPinned,
    List<MessageEntity> entities,
    @Nullable Media media,
    @Nullable ServiceAction service,
    @JsonUnwrapped MessageDetails details,
    List<ArchivedMessage> comments) {

  public ArchivedMessage {
    requireNonNull(date, "date");
    requireNonNull(details, "details");
    reactions = List.copyOf(reactions);
    entities = List.copyOf(entities);
    comments = List.copyOf(comments);
    if (comments.stream().anyMatch(comment -> !comment.comments().isEmpty())) {
      throw new IllegalArgumentException("a comment must not have comments");
    }
  }

  /** This message as a message of the basic group that was upgraded to the file's supergroup. */
  public ArchivedMessage withChatId(long upgradedGroup) {
    return new ArchivedMessage(
        id,
        Long.valueOf(upgradedGroup),
        date,
        text,
        senderId,
        replyToMsgId,
        forwardFrom,
        forward,
        reactions,
        editDate,
        views,
        forwards,
        replyCount,
        albumId,
        topicId,
        authorSignature,
        viaBotId,
        isPinned,
        entities,
        media,
        service,
        details,
        comments);
  }
}

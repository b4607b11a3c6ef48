package dev.tgfetcher.archive.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message that differs between two revisions of a day.
 *
 * @param id the server's id
 * @param chatId the basic group that was upgraded to the chat, for a message from the time before;
 *     null and absent for others
 * @param commentOf the post below which the message is a comment; null and absent for others
 * @param before the members that differ, as they were, or the whole message without its comments if
 *     it was deleted; null for an added message
 * @param after the same members as they are, or the whole message if it was added; null for a
 *     deleted message
 */
public record MessageChange(
    ChangeKind kind,
    long id,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long chatId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long commentOf,
    @Nullable ObjectNode before,
    @Nullable ObjectNode after) {

  public MessageChange {
    requireNonNull(kind, "kind");
  }
}

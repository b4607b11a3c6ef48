package dev.tgfetcher.schema.message;

import dev.tgfetcher.schema.json.AdditionalProperties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a message that version 1.2 added. Older files have none of them.
 *
 * @param buttons the rows of buttons below the message
 * @param paidStars the number of Telegram Stars that the sender paid to send the message
 * @param senderTag the tag of the sender in the group
 * @param effectId the 64 bit id in decimal digits of the message's effect
 * @param isProtected whether Telegram forbids to save and to forward the message; null in files
 *     before version 1.2
 * @param rich the blocks of a rich message
 * @param extra every other field of TDLib's message that differs from its default, by TDLib's name
 */
public record MessageDetails(
    @Nullable Reply reply,
    @Nullable List<List<Button>> buttons,
    @Nullable FactCheck factCheck,
    @Nullable Restriction restriction,
    @Nullable Long paidStars,
    @Nullable String senderTag,
    @Nullable String effectId,
    @Nullable Boolean isProtected,
    @Nullable RichBlocks rich,
    Map<String, @Nullable Object> extra) {

  /** The details of a plain message. */
  public static final MessageDetails NONE =
      new MessageDetails(null, null, null, null, null, null, null, false, null, Map.of());

  public MessageDetails {
    buttons = buttons == null ? null : buttons.stream().map(List::copyOf).toList();
    extra = AdditionalProperties.normalize(extra, Set.of());
  }
}

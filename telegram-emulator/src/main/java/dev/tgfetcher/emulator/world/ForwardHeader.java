package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a forwarded or imported message.
 *
 * @param from the original sender, or null when only the name is known
 * @param name the name of a hidden user, or of an imported message's sender
 * @param post the id of the message in its original channel, or 0
 * @param signature the author of a channel's post, or the title of an anonymous admin
 * @param savedFrom the channel whose post was copied into its discussion group, or null
 */
public record ForwardHeader(
    @Nullable Peer from,
    @Nullable String name,
    Instant date,
    int post,
    @Nullable String signature,
    @Nullable Peer savedFrom,
    int savedFromId,
    boolean imported) {

  public static ForwardHeader fromUser(User user, Instant date) {
    return new ForwardHeader(user.peer(), null, date, 0, null, null, 0, false);
  }

  public static ForwardHeader fromHiddenUser(String name, Instant date) {
    return new ForwardHeader(null, name, date, 0, null, null, 0, false);
  }

  /** A message of an anonymous admin of a group. */
  public static ForwardHeader fromGroup(Peer group, @Nullable String signature, Instant date) {
    return new ForwardHeader(group, null, date, 0, signature, null, 0, false);
  }

  public static ForwardHeader fromChannel(
      Peer channel, int post, @Nullable String signature, Instant date) {
    return new ForwardHeader(channel, null, date, post, signature, null, 0, false);
  }

  /** A message from another messenger. */
  public static ForwardHeader imported(String name, Instant date) {
    return new ForwardHeader(null, name, date, 0, null, null, 0, true);
  }

  /** The copy of a post in the discussion group; it is the root of the comments. */
  static ForwardHeader rootOf(Message post, Peer channel) {
    return new ForwardHeader(
        channel, null, post.date(), post.id(), post.signature(), channel, post.id(), false);
  }

  public TlObject tl() {
    return TlSchema.telegram()
        .make("messageFwdHeader")
        .set("imported", imported)
        .set("from_id", from == null ? null : from.tl())
        .set("from_name", name)
        .set("date", (int) date.getEpochSecond())
        .set("channel_post", post == 0 ? null : post)
        .set("post_author", signature)
        .set("saved_from_peer", savedFrom == null ? null : savedFrom.tl())
        .set("saved_from_msg_id", savedFrom == null ? null : savedFromId);
  }
}

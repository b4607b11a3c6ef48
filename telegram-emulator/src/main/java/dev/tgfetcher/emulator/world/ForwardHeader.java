package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a forwarded or imported message came from.
 *
 * @param from the origin, or null when only its name is known
 * @param name of a user who hides the account, or of an imported message's sender
 * @param post the message's id in the channel that it came from, or 0
 * @param signature of the author of a channel's post, or of an anonymous admin
 * @param savedFrom the chat that the copy was made from: a channel, for the root of its comments
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

  /** Written by an anonymous admin in the name of a group. */
  public static ForwardHeader fromGroup(Peer group, @Nullable String signature, Instant date) {
    return new ForwardHeader(group, null, date, 0, signature, null, 0, false);
  }

  public static ForwardHeader fromChannel(
      Peer channel, int post, @Nullable String signature, Instant date) {
    return new ForwardHeader(channel, null, date, post, signature, null, 0, false);
  }

  /** Taken over from another messenger. */
  public static ForwardHeader imported(String name, Instant date) {
    return new ForwardHeader(null, name, date, 0, null, null, 0, true);
  }

  /** The copy of a post in the discussion group, under which its comments are written. */
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

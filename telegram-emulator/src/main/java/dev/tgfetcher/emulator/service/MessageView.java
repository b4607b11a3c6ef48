package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Entity;
import dev.tgfetcher.emulator.world.ForwardHeader;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.ReactionCount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The representation of a message for a client. It collects the referenced peers. */
final class MessageView {
  private static final TlSchema SCHEMA = TlSchema.telegram();

  private final Chat chat;
  private final ReferencedPeers referencedPeers;

  MessageView(Chat chat, ReferencedPeers referencedPeers) {
    this.chat = chat;
    this.referencedPeers = referencedPeers;
    referencedPeers.add(chat);
  }

  /** Represents a message that the viewer does not get. */
  TlObject empty(int id) {
    return SCHEMA.make("messageEmpty").set("id", id).set("peer_id", chat.peer().tl());
  }

  TlObject of(Message message) {
    addReferencedPeers(message);
    return message.action() == null
        ? regularMessage(message)
        : serviceMessage(message, message.action().tl());
  }

  private TlObject regularMessage(Message message) {
    boolean viewsAreCounted = message.views() > 0;
    TlObject view = commonFields(SCHEMA.make("message"), message);
    message.extras().fields().forEach(view::set);
    return view.set("pinned", message.pinned())
        .set("fwd_from", message.forward() == null ? null : message.forward().tl())
        .set("via_bot_id", message.viaBot() == 0 ? null : message.viaBot())
        .set("message", message.text())
        .set("media", message.media() == null ? null : message.media().tl())
        .set("entities", entities(message))
        .set("views", viewsAreCounted ? message.views() : null)
        .set("forwards", viewsAreCounted ? message.forwards() : null)
        .set("replies", replies(message))
        .set("edit_date", secondsOf(message.editDate()))
        .set("post_author", message.signature())
        .set("grouped_id", message.albumId() == 0 ? null : message.albumId())
        .set("reactions", reactions(message));
  }

  private TlObject serviceMessage(Message message, TlObject action) {
    return commonFields(SCHEMA.make("messageService"), message).set("action", action);
  }

  private TlObject commonFields(TlObject view, Message message) {
    Peer sender = message.sender();
    return view.set("out", referencedPeers.viewer().user().peer().equals(sender))
        .set("post", chat.kind() == Chat.Kind.CHANNEL)
        .set("id", message.id())
        .set("from_id", sender == null ? null : sender.tl())
        .set("peer_id", chat.peer().tl())
        .set("reply_to", replyHeader(message))
        .set("date", message.epochSecond());
  }

  private static @Nullable TlObject replyHeader(Message message) {
    int repliedTo = message.replyTo() != 0 ? message.replyTo() : message.threadId();
    if (repliedTo == 0 && message.extras().reply().isEmpty()) {
      return null;
    }
    boolean nested = message.threadId() != 0 && message.threadId() != repliedTo;
    TlObject header =
        SCHEMA
            .make("messageReplyHeader")
            .set("forum_topic", message.inTopic())
            .set("reply_to_msg_id", repliedTo == 0 ? null : repliedTo)
            .set("reply_to_top_id", nested ? message.threadId() : null);
    message.extras().reply().forEach(header::set);
    return header;
  }

  private static @Nullable List<TlObject> entities(Message message) {
    List<Entity> entities = message.entities();
    return entities.isEmpty() ? null : entities.stream().map(Entity::tl).toList();
  }

  private @Nullable TlObject replies(Message message) {
    Chat group = chat.linked();
    if (chat.kind() == Chat.Kind.CHANNEL) {
      int root = group == null ? 0 : group.history().rootOf(message.id());
      return group == null || root == 0
          ? null
          : threadInfo(group, root).set("comments", true).set("channel_id", group.id());
    }
    boolean isRoot = message.forward() != null && message.forward().savedFrom() != null;
    TlObject info = threadInfo(chat, message.id());
    return isRoot || info.integer("replies") > 0 ? info : null;
  }

  private static TlObject threadInfo(Chat group, int root) {
    int count = group.history().thread(root).count();
    int last = group.history().thread(root).below(Integer.MAX_VALUE);
    return SCHEMA
        .make("messageReplies")
        .set("replies", count)
        .set("replies_pts", Pts.of(group))
        .set("max_id", last == 0 ? null : last);
  }

  private @Nullable TlObject reactions(Message message) {
    if (message.reactions().isEmpty()) {
      return null;
    }
    return SCHEMA
        .make("messageReactions")
        .set("can_see_list", chat.kind() != Chat.Kind.CHANNEL)
        .set("results", message.reactions().stream().map(MessageView::count).toList());
  }

  private static TlObject count(ReactionCount reaction) {
    return SCHEMA
        .make("reactionCount")
        .set("reaction", reaction.tl())
        .set("count", reaction.count());
  }

  private void addReferencedPeers(Message message) {
    referencedPeers.add(message.sender());
    message.extras().peers().forEach(referencedPeers::add);
    ForwardHeader forward = message.forward();
    if (forward != null) {
      referencedPeers.add(forward.from());
      referencedPeers.add(forward.savedFrom());
    }
    if (message.viaBot() != 0) {
      referencedPeers.add(Peer.user(message.viaBot()));
    }
    for (Entity entity : message.entities()) {
      if (entity.type() == Entity.Type.MENTION_NAME) {
        referencedPeers.add(Peer.user((Long) Objects.requireNonNull(entity.argument())));
      }
    }
    if (message.action() != null) {
      message.action().peers().forEach(referencedPeers::add);
    }
    if (chat.kind() == Chat.Kind.CHANNEL) {
      referencedPeers.add(chat.linked());
    }
  }

  private static @Nullable Integer secondsOf(@Nullable Instant instant) {
    return instant == null ? null : (int) instant.getEpochSecond();
  }
}

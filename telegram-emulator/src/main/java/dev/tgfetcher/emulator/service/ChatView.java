package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.ReactionPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The short and the full representation of a chat for a client. */
final class ChatView {
  private static final int CREATION_DATE = 1_600_000_000;
  private static final int MEMBER_COUNT = 1000;

  private static final TlSchema SCHEMA = TlSchema.telegram();

  private ChatView() {}

  static TlObject of(Chat chat, Account viewer) {
    if (!chat.isReadableBy(viewer)) {
      return inaccessible(chat);
    }
    boolean left = !chat.hasMember(viewer.user().id()) && chat.successor() == null;
    TlObject view = SCHEMA.make(chat.kind() == Chat.Kind.GROUP ? "chat" : "channel");
    view.set("left", left)
        .set("id", chat.id())
        .set("title", chat.title())
        .set("photo", SCHEMA.make("chatPhotoEmpty"))
        .set("date", dateOf(chat, viewer))
        .set("participants_count", MEMBER_COUNT)
        .set("default_banned_rights", noRestrictions());
    if (chat.kind() == Chat.Kind.GROUP) {
      return groupFields(view, chat.successor());
    }
    return view.set("broadcast", chat.kind() == Chat.Kind.CHANNEL)
        .set("megagroup", chat.kind() == Chat.Kind.SUPERGROUP)
        .set("has_link", chat.linked() != null)
        .set("forum", chat.isForum())
        .set("access_hash", AccessHash.of(chat.id()))
        .set("username", chat.username());
  }

  private static TlObject groupFields(TlObject view, @Nullable Chat successor) {
    TlObject supergroup =
        successor == null
            ? null
            : SCHEMA
                .make("inputChannel")
                .set("channel_id", successor.id())
                .set("access_hash", AccessHash.of(successor.id()));
    return view.set("version", 1)
        .set("deactivated", successor != null)
        .set("migrated_to", supergroup);
  }

  /** The date of the viewer's joining, or that of the chat's creation. */
  private static int dateOf(Chat chat, Account viewer) {
    Instant joined = chat.joinDate(viewer);
    return joined == null ? CREATION_DATE : (int) joined.getEpochSecond();
  }

  static TlObject fullOf(Chat chat, Account viewer) {
    TlObject view = SCHEMA.make(chat.kind() == Chat.Kind.GROUP ? "chatFull" : "channelFull");
    view.set("id", chat.id())
        .set("about", "")
        .set("notify_settings", SCHEMA.make("peerNotifySettings"))
        .set("available_reactions", reactionsOf(chat));
    return chat.kind() == Chat.Kind.GROUP
        ? view.set("participants", participants(chat, viewer))
        : channelFields(view, chat, viewer);
  }

  private static TlObject channelFields(TlObject view, Chat chat, Account viewer) {
    Chat linked = chat.linked();
    Chat group = chat.predecessor();
    int hidden = chat.historyFor(viewer).lastHiddenId();
    return view.set("can_view_participants", chat.kind() == Chat.Kind.SUPERGROUP)
        .set("paid_reactions_available", arePaidReactionsAllowed(chat))
        .set("participants_count", MEMBER_COUNT)
        .set("read_inbox_max_id", 0)
        .set("read_outbox_max_id", 0)
        .set("unread_count", 0)
        .set("chat_photo", SCHEMA.make("photoEmpty").set("id", 0L))
        .set("bot_info", List.of())
        .set("linked_chat_id", linked == null ? null : linked.id())
        .set("hidden_prehistory", chat.saysThatItHides())
        .set("available_min_id", hidden == 0 ? null : hidden)
        .set("migrated_from_chat_id", group == null ? null : group.id())
        .set("migrated_from_max_id", group == null ? null : group.lastId())
        .set("pts", Pts.of(chat));
  }

  /** The viewer alone, if it joined at a date. */
  private static TlObject participants(Chat chat, Account viewer) {
    Instant joined = chat.joinDate(viewer);
    List<TlObject> participants = joined == null ? List.of() : List.of(member(viewer, joined));
    return SCHEMA
        .make("chatParticipants")
        .set("chat_id", chat.id())
        .set("participants", participants)
        .set("version", 1);
  }

  private static TlObject member(Account viewer, Instant joined) {
    return SCHEMA
        .make("chatParticipant")
        .set("user_id", viewer.user().id())
        .set("inviter_id", viewer.user().id())
        .set("date", (int) joined.getEpochSecond());
  }

  private static TlObject reactionsOf(Chat chat) {
    return switch (chat.reactions()) {
      case NONE -> SCHEMA.make("chatReactionsNone");
      case EMOJI_ONLY -> SCHEMA.make("chatReactionsAll");
      case ALL_WITH_PAID -> SCHEMA.make("chatReactionsAll").set("allow_custom", true);
    };
  }

  private static boolean arePaidReactionsAllowed(Chat chat) {
    return chat.kind() == Chat.Kind.CHANNEL && chat.reactions() == ReactionPolicy.ALL_WITH_PAID;
  }

  private static TlObject inaccessible(Chat chat) {
    if (chat.kind() == Chat.Kind.GROUP) {
      return SCHEMA.make("chatForbidden").set("id", chat.id()).set("title", chat.title());
    }
    return SCHEMA
        .make("channelForbidden")
        .set("broadcast", chat.kind() == Chat.Kind.CHANNEL)
        .set("megagroup", chat.kind() == Chat.Kind.SUPERGROUP)
        .set("id", chat.id())
        .set("access_hash", AccessHash.of(chat.id()))
        .set("title", chat.title());
  }

  private static TlObject noRestrictions() {
    return SCHEMA.make("chatBannedRights").set("until_date", Integer.MAX_VALUE);
  }
}

package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.util.Arrays;
import java.util.List;

/**
 * The event of a service message.
 *
 * @param type TDLib's name of the event, in snake case: {@code chat_change_title}
 * @param peers the users or the chat that the event is about
 */
public record MessageAction(String type, List<Peer> peers, TlObject tl) {

  public static MessageAction titleChanged(String title) {
    return of("chat_change_title", "messageActionChatEditTitle", "title", title);
  }

  /** The service message must reply to the pinned message. */
  public static MessageAction pinned() {
    return of("pin_message", "messageActionPinMessage");
  }

  public static MessageAction membersAdded(User... users) {
    return of("chat_add_members", "messageActionChatAddUser", "users", ids(users)).about(users);
  }

  public static MessageAction joinedByLink(User inviter) {
    return of("chat_join_by_link", "messageActionChatJoinedByLink", "inviter_id", inviter.id())
        .about(inviter);
  }

  public static MessageAction joinedByRequest() {
    return of("chat_join_by_request", "messageActionChatJoinedByRequest");
  }

  public static MessageAction memberRemoved(User user) {
    return of("chat_delete_member", "messageActionChatDeleteUser", "user_id", user.id())
        .about(user);
  }

  public static MessageAction photoDeleted() {
    return of("chat_delete_photo", "messageActionChatDeletePhoto");
  }

  public static MessageAction channelCreated(String title) {
    return of("supergroup_chat_create", "messageActionChannelCreate", "title", title);
  }

  /** The last message of a basic group that became a supergroup. */
  public static MessageAction upgradedTo(Chat supergroup) {
    return of("chat_upgrade_to", "messageActionChatMigrateTo", "channel_id", supergroup.id())
        .about(supergroup.peer());
  }

  /** The first message of a supergroup that was a basic group. */
  public static MessageAction upgradedFrom(Chat group) {
    MessageAction action =
        of("chat_upgrade_from", "messageActionChannelMigrateFrom", "chat_id", group.id());
    action.tl.set("title", group.title());
    return action.about(group.peer());
  }

  public static MessageAction topicCreated(String title) {
    TlObject tl = TlSchema.telegram().make("messageActionTopicCreate").set("title", title);
    return new MessageAction("forum_topic_created", List.of(), tl.set("icon_color", 0x6fb9f0));
  }

  public static MessageAction autoDeleteSet(int seconds) {
    return of(
        "chat_set_message_auto_delete_time", "messageActionSetMessagesTTL", "period", seconds);
  }

  public static MessageAction boosted(int boosts) {
    return of("chat_boost", "messageActionBoostApply", "boosts", boosts);
  }

  public static MessageAction custom(String text) {
    return of("custom_service_action", "messageActionCustomAction", "message", text);
  }

  private MessageAction about(User... mentioned) {
    return new MessageAction(type, Arrays.stream(mentioned).map(User::peer).toList(), tl);
  }

  private MessageAction about(Peer chat) {
    return new MessageAction(type, List.of(chat), tl);
  }

  private static MessageAction of(String type, String constructor) {
    return new MessageAction(type, List.of(), TlSchema.telegram().make(constructor));
  }

  private static MessageAction of(String type, String constructor, String field, Object value) {
    return new MessageAction(
        type, List.of(), TlSchema.telegram().make(constructor).set(field, value));
  }

  private static List<Long> ids(User... users) {
    return Arrays.stream(users).map(User::id).toList();
  }
}

package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.Schema;
import dev.tgfetcher.emulator.tl.TlObject;
import java.util.Arrays;
import java.util.List;

/**
 * Something that happened in a chat.
 *
 * @param type TDLib's name for it, in snake case: {@code chat_change_title}
 * @param users whom it speaks of
 */
public record ServiceAction(String type, List<Peer> users, TlObject tl) {

  public static ServiceAction titleChanged(String title) {
    return of("chat_change_title", "messageActionChatEditTitle", "title", title);
  }

  /** Its message replies to the pinned one. */
  public static ServiceAction pinned() {
    return of("pin_message", "messageActionPinMessage");
  }

  public static ServiceAction membersAdded(User... users) {
    return of("chat_add_members", "messageActionChatAddUser", "users", ids(users)).about(users);
  }

  public static ServiceAction joinedByLink(User inviter) {
    return of("chat_join_by_link", "messageActionChatJoinedByLink", "inviter_id", inviter.id())
        .about(inviter);
  }

  public static ServiceAction joinedByRequest() {
    return of("chat_join_by_request", "messageActionChatJoinedByRequest");
  }

  public static ServiceAction memberRemoved(User user) {
    return of("chat_delete_member", "messageActionChatDeleteUser", "user_id", user.id())
        .about(user);
  }

  public static ServiceAction photoDeleted() {
    return of("chat_delete_photo", "messageActionChatDeletePhoto");
  }

  public static ServiceAction channelCreated(String title) {
    return of("supergroup_chat_create", "messageActionChannelCreate", "title", title);
  }

  public static ServiceAction groupCreated(String title, User... users) {
    TlObject tl = Schema.telegram().make("messageActionChatCreate").set("title", title);
    return new ServiceAction("basic_group_chat_create", List.of(), tl.set("users", ids(users)))
        .about(users);
  }

  public static ServiceAction topicCreated(String title) {
    TlObject tl = Schema.telegram().make("messageActionTopicCreate").set("title", title);
    return new ServiceAction("forum_topic_created", List.of(), tl.set("icon_color", 0x6fb9f0));
  }

  public static ServiceAction autoDeleteSet(int seconds) {
    return of(
        "chat_set_message_auto_delete_time", "messageActionSetMessagesTTL", "period", seconds);
  }

  public static ServiceAction boosted(int boosts) {
    return of("chat_boost", "messageActionBoostApply", "boosts", boosts);
  }

  public static ServiceAction custom(String text) {
    return of("custom_service_action", "messageActionCustomAction", "message", text);
  }

  private ServiceAction about(User... mentioned) {
    return new ServiceAction(type, Arrays.stream(mentioned).map(User::peer).toList(), tl);
  }

  private static ServiceAction of(String type, String constructor) {
    return new ServiceAction(type, List.of(), Schema.telegram().make(constructor));
  }

  private static ServiceAction of(String type, String constructor, String field, Object value) {
    return new ServiceAction(
        type, List.of(), Schema.telegram().make(constructor).set(field, value));
  }

  private static List<Long> ids(User... users) {
    return Arrays.stream(users).map(User::id).toList();
  }
}

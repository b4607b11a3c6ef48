package dev.tgfetcher.emulator.world;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the emulated Telegram. Accounts, users and chats are fixed when the world is built;
 * only usernames move. Messages may be added, changed and deleted at any time, through their {@link
 * Chat}.
 */
public final class World {
  private final Map<String, Account> accounts;
  private final Map<Long, User> users;
  private final Map<Peer, Chat> chats;
  private final Map<String, Peer> usernames;

  World(
      Map<String, Account> accounts,
      Map<Long, User> users,
      Map<Peer, Chat> chats,
      Map<String, Peer> usernames) {
    this.accounts = accounts;
    this.users = users;
    this.chats = chats;
    this.usernames = usernames;
  }

  public static WorldBuilder builder() {
    return new WorldBuilder();
  }

  /** Generates a world from a seed. Its memory does not depend on the number of messages. */
  public static World generated(long seed, WorldSpec spec) {
    return builder().generate(seed, spec).build();
  }

  public Collection<Account> accounts() {
    return accounts.values();
  }

  /** The account with a phone number in any notation, or null. */
  public @Nullable Account account(String phone) {
    return accounts.get(Account.digits(phone));
  }

  /** The account of a user id, or null. */
  public @Nullable Account accountOf(long userId) {
    return accounts.values().stream().filter(a -> a.user().id() == userId).findAny().orElse(null);
  }

  public @Nullable User user(long id) {
    return users.get(id);
  }

  public @Nullable Chat chat(Peer peer) {
    return chats.get(peer);
  }

  /**
   * The chat with a username.
   *
   * @throws IllegalArgumentException when no chat has it
   */
  public Chat chat(String username) {
    Peer peer = peerOf(username);
    Chat chat = peer == null ? null : chats.get(peer);
    if (chat == null) {
      throw new IllegalArgumentException("no chat @" + username);
    }
    return chat;
  }

  /** Gives a chat's username to another chat, which loses its own; the first chat has none. */
  public synchronized void moveUsername(String username, Chat to) {
    Chat from = chat(username);
    if (to.username() != null) {
      usernames.remove(to.username().toLowerCase(Locale.ROOT));
    }
    from.setUsername(null);
    to.setUsername(username);
    usernames.put(username.toLowerCase(Locale.ROOT), to.peer());
  }

  /** The peer with a username, or null. */
  public @Nullable Peer peerOf(String username) {
    return usernames.get(username.toLowerCase(Locale.ROOT));
  }

  public List<Chat> chats() {
    return List.copyOf(chats.values());
  }

  public List<Chat> chatsOf(long userId) {
    return chats.values().stream().filter(chat -> chat.hasMember(userId)).toList();
  }

  /** The basic groups whose messages an account can read. */
  public List<Chat> groupsOf(Account account) {
    return chats.values().stream()
        .filter(chat -> chat.kind() == Chat.Kind.GROUP && chat.isReadableBy(account))
        .filter(chat -> chat.hasMember(account.user().id()) || chat.successor() != null)
        .toList();
  }
}

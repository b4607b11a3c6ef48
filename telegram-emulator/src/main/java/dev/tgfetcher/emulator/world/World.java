package dev.tgfetcher.emulator.world;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the emulator's Telegram consists of. Who and which chats there are is settled when it is
 * built; messages may be added, changed and deleted at any time, through their {@link Chat}.
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

  /** A world that follows from a seed; it takes no more memory with more messages. */
  public static World generated(long seed, WorldSpec spec) {
    return builder().generate(seed, spec).build();
  }

  public Collection<Account> accounts() {
    return accounts.values();
  }

  /** The account of a phone number in any notation, or null. */
  public @Nullable Account account(String phone) {
    return accounts.get(Account.digits(phone));
  }

  public @Nullable Account accountOf(long userId) {
    return accounts.values().stream().filter(a -> a.user().id() == userId).findAny().orElse(null);
  }

  public @Nullable User user(long id) {
    return users.get(id);
  }

  public @Nullable Chat chat(Peer peer) {
    return chats.get(peer);
  }

  /** The chat of that username, which has to exist. */
  public Chat chat(String username) {
    Peer peer = peerNamed(username);
    Chat chat = peer == null ? null : chats.get(peer);
    if (chat == null) {
      throw new IllegalArgumentException("no chat @" + username);
    }
    return chat;
  }

  /** Whom a username names, or null. */
  public @Nullable Peer peerNamed(String username) {
    return usernames.get(username.toLowerCase(Locale.ROOT));
  }

  public List<Chat> chats() {
    return List.copyOf(chats.values());
  }

  public List<Chat> chatsOf(long userId) {
    return chats.values().stream().filter(chat -> chat.hasMember(userId)).toList();
  }
}

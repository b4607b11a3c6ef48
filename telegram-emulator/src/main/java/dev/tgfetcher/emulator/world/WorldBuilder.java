package dev.tgfetcher.emulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds a world from accounts, users and chats. */
public final class WorldBuilder {
  private static final long FIRST_ACCOUNT = 9_000_001;
  private static final long FIRST_CHAT = 1_500_000_001;

  private static final long FIRST_WRITER = 100_000;
  private static final int WRITERS = 200;

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<Long, User> users = new LinkedHashMap<>();
  private final Map<Peer, Chat> chats = new LinkedHashMap<>();
  private final Map<String, Peer> usernames = new LinkedHashMap<>();

  WorldBuilder() {}

  /** Adds an account. Its user gets the next free id, from 9,000,001 on. */
  public Account account(String phone, String code) {
    long id = FIRST_ACCOUNT + accounts.size();
    Account account = new Account(user(id, "Account " + (accounts.size() + 1)), phone, code);
    accounts.put(account.phone(), account);
    return account;
  }

  public User user(long id, String name) {
    return user(User.named(id, name));
  }

  public User user(User user) {
    users.put(user.id(), user);
    if (user.username() != null) {
      name(user.username(), user.peer());
    }
    return user;
  }

  public Chat supergroup(String username, String title) {
    return chat(Chat.Kind.SUPERGROUP, username, title, self -> new ListedHistory());
  }

  /** Adds a supergroup without a username, which only its members can find. */
  public Chat privateSupergroup(String title) {
    return chat(Chat.Kind.SUPERGROUP, null, title, self -> new ListedHistory());
  }

  public Chat channel(String username, String title) {
    return chat(Chat.Kind.CHANNEL, username, title, self -> new ListedHistory());
  }

  /** Adds a basic group, which has no username and which only its members can find. */
  public Chat group(long id, String title) {
    return add(new Chat(Chat.Kind.GROUP, id, null, title, self -> new ListedHistory()));
  }

  /** Adds a chat with a history. Its id is the next one, from 1,500,000,001 on. */
  Chat chat(
      Chat.Kind kind, @Nullable String username, String title, Function<Peer, History> history) {
    Chat chat = add(new Chat(kind, FIRST_CHAT + chats.size(), username, title, history));
    if (username != null) {
      name(username, chat.peer());
    }
    return chat;
  }

  public World build() {
    return new World(
        new LinkedHashMap<>(accounts),
        new LinkedHashMap<>(users),
        new LinkedHashMap<>(chats),
        new ConcurrentHashMap<>(usernames));
  }

  /** Adds the chats of a specification, with contents that depend on the seed. */
  WorldBuilder generate(long seed, WorldSpec spec) {
    for (int i = 1; i <= spec.accounts(); i++) {
      account("+99966200%03d".formatted(i), "22222");
    }
    List<User> writers = writers();
    ContentGenerator content = new ContentGenerator(writers);
    for (GeneratedChat chat : spec.chats()) {
      generate(seed + chats.size(), chat, content);
    }
    return this;
  }

  private List<User> writers() {
    List<User> writers = new ArrayList<>();
    for (int i = 1; i <= WRITERS; i++) {
      long id = FIRST_WRITER + i;
      writers.add(user(i % 20 == 0 ? User.deleted(id) : User.named(id, "Writer No " + i)));
    }
    return writers;
  }

  private void generate(long seed, GeneratedChat spec, ContentGenerator content) {
    Timeline timeline = spec.timeline();
    if (spec.kind() != Chat.Kind.CHANNEL) {
      chat(
          spec.kind(),
          spec.username(),
          spec.title(),
          self -> new GeneratedHistory(new GroupGenerator(seed, timeline, content, self)));
      return;
    }
    Chat channel =
        chat(
            spec.kind(),
            spec.username(),
            spec.title(),
            self -> new GeneratedHistory(new PostGenerator(seed, timeline, content)));
    if (spec.commentsPerPost() > 0) {
      Timeline.Threaded threaded = timeline.threaded(spec.commentsPerPost());
      channel.linkedTo(
          chat(
              Chat.Kind.SUPERGROUP,
              spec.username() + "_chat",
              spec.title() + " comments",
              self ->
                  new GeneratedHistory(new CommentGenerator(~seed, threaded, content, channel))));
    }
  }

  private Chat add(Chat chat) {
    if (chats.put(chat.peer(), chat) != null) {
      throw new IllegalArgumentException("two chats with the id " + chat.id());
    }
    return chat;
  }

  private void name(String username, Peer peer) {
    if (usernames.put(username.toLowerCase(Locale.ROOT), peer) != null) {
      throw new IllegalArgumentException("two peers with the username @" + username);
    }
  }
}

package dev.tgfetcher.emulator.world;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A basic group, a supergroup or a channel, with its title, members and messages. */
public final class Chat {
  public enum Kind {
    GROUP,
    SUPERGROUP,
    CHANNEL
  }

  private final Kind kind;
  private final long id;
  private final @Nullable String username;
  private final History history;
  private final Set<Long> members = ConcurrentHashMap.newKeySet();
  private volatile String title;
  private volatile @Nullable Chat linked;
  private volatile ReactionPolicy reactions = ReactionPolicy.ALL_WITH_PAID;
  private volatile boolean forum;
  private volatile boolean isPrivate;

  /**
   * @param history creates the history of the chat with the given peer
   */
  Chat(
      Kind kind,
      long id,
      @Nullable String username,
      String title,
      Function<Peer, History> history) {
    this.kind = kind;
    this.id = id;
    this.username = username;
    this.title = title;
    this.history = history.apply(peerOf(kind, id));
  }

  /** Links a channel to its discussion group. Later posts can be commented there. */
  public Chat linkedTo(Chat group) {
    if (kind != Kind.CHANNEL || group.kind != Kind.SUPERGROUP) {
      throw new IllegalArgumentException("only a channel is linked to a supergroup");
    }
    linked = group;
    group.linked = this;
    return this;
  }

  public Chat joinedBy(Account account) {
    members.add(account.user().id());
    return this;
  }

  public Chat reactions(ReactionPolicy policy) {
    reactions = policy;
    return this;
  }

  public Chat asForum() {
    forum = true;
    return this;
  }

  /** Denies access to all accounts from now on: {@code CHANNEL_PRIVATE}. */
  public Chat makePrivate() {
    isPrivate = true;
    return this;
  }

  public Chat makePublic() {
    isPrivate = false;
    return this;
  }

  public void rename(String newTitle) {
    title = newTitle;
  }

  /**
   * Adds a message after all others; its date may be earlier than theirs, as Telegram allows it. A
   * channel's post also gets its root in the discussion group.
   */
  public synchronized int add(Consumer<MessageBuilder> content) {
    MessageBuilder builder = new MessageBuilder();
    content.accept(builder);
    int last = lastId();
    Message message = builder.idIfAbsent(last + 1).build();
    if (message.id() <= last) {
      throw new IllegalArgumentException("messages must be added in the order of their ids");
    }
    history.put(message);
    addRoot(message);
    return message.id();
  }

  /** Adds a comment on a channel's post. Returns its id in the discussion group. */
  public int comment(int postId, Consumer<MessageBuilder> content) {
    Chat group = linked;
    int root = group == null ? 0 : group.history.rootOf(postId);
    if (kind != Kind.CHANNEL || group == null || root == 0) {
      throw new IllegalArgumentException("post " + postId + " cannot have comments");
    }
    return group.add(
        comment -> {
          comment.thread(root).replyTo(root);
          content.accept(comment);
        });
  }

  /** Changes an existing message. */
  public synchronized void edit(int messageId, Consumer<MessageBuilder> change) {
    Message message = history.find(messageId);
    if (message == null) {
      throw new IllegalArgumentException("no message " + messageId + " in " + title);
    }
    MessageBuilder builder = message.toBuilder();
    change.accept(builder);
    history.put(builder.id(messageId).build());
  }

  public synchronized void delete(int messageId) {
    history.remove(messageId);
  }

  public Kind kind() {
    return kind;
  }

  public long id() {
    return id;
  }

  public @Nullable String username() {
    return username;
  }

  public String title() {
    return title;
  }

  public History history() {
    return history;
  }

  /** The discussion group of a channel, or the channel of a discussion group. */
  public @Nullable Chat linked() {
    return linked;
  }

  public ReactionPolicy reactions() {
    return reactions;
  }

  public boolean isForum() {
    return forum;
  }

  public boolean isPrivate() {
    return isPrivate;
  }

  public boolean hasMember(long userId) {
    return members.contains(userId);
  }

  public int lastId() {
    return history.below(Integer.MAX_VALUE);
  }

  public Peer peer() {
    return peerOf(kind, id);
  }

  private static Peer peerOf(Kind kind, long id) {
    return new Peer(kind == Kind.GROUP ? Peer.Kind.CHAT : Peer.Kind.CHANNEL, id);
  }

  private void addRoot(Message post) {
    Chat group = linked;
    if (kind == Kind.CHANNEL && group != null && post.action() == null) {
      ForwardHeader origin = ForwardHeader.rootOf(post, peer());
      group.add(root -> root.at(post.date()).from(this).copyOf(post).forward(origin));
    }
  }
}

package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
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
  private volatile @Nullable String username;
  private final History history;
  private final ChatAccess access = new ChatAccess();
  private final NavigableSet<Integer> emptyIds = new ConcurrentSkipListSet<>();
  private volatile String title;
  private volatile @Nullable Chat linked;
  private volatile @Nullable Chat predecessor;
  private volatile @Nullable Chat successor;
  private volatile ReactionPolicy reactions = ReactionPolicy.ALL_WITH_PAID;
  private volatile boolean forum;

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
    access.add(account);
    return this;
  }

  /** The chat tells the account this date, and hides the earlier history if it hides any. */
  public Chat joinedBy(Account account, Instant date) {
    access.add(account, date);
    return this;
  }

  /** Hides the messages before the date of joining from those that joined at a date. */
  public Chat hidePrehistory() {
    access.hidePrehistory(true);
    return this;
  }

  /** Hides the same messages without a word about it, as to a member who is no administrator. */
  public Chat hidePrehistorySilently() {
    access.hidePrehistory(false);
    return this;
  }

  /** Clears the history up to now for one account; others still have it. */
  public Chat clearFor(Account account) {
    access.clear(account, lastId());
    return this;
  }

  /** Denies access to one account: its requests fail like those for a private chat. */
  public Chat denyTo(Account account) {
    access.deny(account);
    return this;
  }

  /** Makes this supergroup the successor of a basic group, which keeps its messages. */
  public Chat upgradedFrom(Chat group) {
    if (kind != Kind.SUPERGROUP || group.kind != Kind.GROUP) {
      throw new IllegalArgumentException("only a basic group becomes a supergroup");
    }
    predecessor = group;
    group.successor = this;
    return this;
  }

  /** Upgrades a basic group, with the service messages in both chats. */
  public Chat upgradedFrom(Chat group, Instant date) {
    upgradedFrom(group);
    group.add(m -> m.from(group).at(date).action(MessageAction.upgradedTo(this)));
    add(m -> m.from(this).at(date).action(MessageAction.upgradedFrom(group)));
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
    access.setPrivate(true);
    return this;
  }

  public Chat makePublic() {
    access.setPrivate(false);
    return this;
  }

  void setUsername(@Nullable String newUsername) {
    username = newUsername;
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

  /**
   * Deletes the messages with these ids. From now on each of the ids takes a place in a page, as
   * {@code messageEmpty}.
   */
  public synchronized Chat leaveEmpty(int firstId, int lastId) {
    for (int id = firstId; id <= lastId; id++) {
      history.remove(id);
      emptyIds.add(id);
    }
    return this;
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

  /** The history as an account sees it. */
  public VisibleHistory historyFor(Account account) {
    int cleared = access.lastCleared(account);
    int first = Math.max(firstSinceJoining(account), cleared == 0 ? 0 : cleared + 1);
    return new VisibleHistory(history, emptyIds, first);
  }

  /** A basic group hides the earlier messages from all members who joined later. */
  private int firstSinceJoining(Account account) {
    boolean hides = kind == Kind.GROUP || access.isPrehistoryHidden();
    Instant joined = hides ? access.joinDate(account) : null;
    if (joined == null) {
      return 0;
    }
    int first = history.firstSince(joined.getEpochSecond());
    return first == 0 ? Integer.MAX_VALUE : first;
  }

  /** The discussion group of a channel, or the channel of a discussion group. */
  public @Nullable Chat linked() {
    return linked;
  }

  /** The basic group that became this supergroup, or null. */
  public @Nullable Chat predecessor() {
    return predecessor;
  }

  /** The supergroup that this basic group became, or null. */
  public @Nullable Chat successor() {
    return successor;
  }

  public ReactionPolicy reactions() {
    return reactions;
  }

  public boolean isForum() {
    return forum;
  }

  public boolean isPrivate() {
    return access.isPrivate();
  }

  public boolean isReadableBy(Account account) {
    return !access.isPrivate() && !access.isDeniedTo(account);
  }

  /** Whether the chat tells its members that it hides earlier messages. */
  public boolean saysThatItHides() {
    return access.saysThatItHides();
  }

  /** The date of joining, or null if the account is no member or always was one. */
  public @Nullable Instant joinDate(Account account) {
    return access.joinDate(account);
  }

  public boolean hasMember(long userId) {
    return access.hasMember(userId);
  }

  public int lastId() {
    int lastEmpty = emptyIds.isEmpty() ? 0 : emptyIds.last();
    return Math.max(history.below(Integer.MAX_VALUE), lastEmpty);
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

package dev.tgfetcher.fetch;

import dev.tgfetcher.day.IncompleteReason.Kind;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.MessageSequence;
import dev.tgfetcher.emulator.world.RandomContent;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A world whose only chat has, as the seed chooses: dates that step back, runs of ids without a
 * message, a hidden prehistory, an upgrade, messages that TDLib cannot read, rich messages, albums,
 * comments, and a name that was another chat's before.
 */
final class HostileWorld {
  static final int DAYS = 6;
  static final LocalDate FIRST = FetchedWorld.FIRST;
  static final LocalDate LAST = FIRST.plusDays(DAYS - 1);

  private static final long BASIC_GROUP = 4_711;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;
  private static final int UNKNOWN = 0x7e57ab1e;
  private static final Duration FARTHEST_STEP = Duration.ofHours(6);

  /** What the chat is. */
  enum Form {
    SUPERGROUP,
    DISCUSSED_CHANNEL,
    BASIC_GROUP,
    UPGRADED_GROUP,
    HIDDEN_PREHISTORY,
    /** The basic group of an upgraded group cannot be read. */
    LOST_BASIC_GROUP,
    CHANNEL
  }

  private record Comment(Instant date, int post) {}

  /** The day of an unreadable message, and the days of which it may be for a reader. */
  private record Unreadable(LocalDate from, LocalDate day, LocalDate to) {}

  private final Random random;

  /** Chooses what came into these worlds later, so that each seed keeps the rest of its world. */
  private final Random more;

  private final Form form;
  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final List<User> users = new ArrayList<>();
  private final RandomContent content;
  private final Chat chat;
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final PriorityQueue<Comment> comments =
      new PriorityQueue<>(Comparator.comparing(Comment::date));
  private int albums;

  /** Up to this day messages are missing, and the reason. */
  private @Nullable LocalDate lastMissing;

  private @Nullable Kind missing;
  private boolean hidesSilently;

  /** The days of rich messages of which the server sends only the beginning. */
  private final Set<LocalDate> truncated = new HashSet<>();

  /** The days of messages whose content the server does not send. */
  private final Set<LocalDate> unknown = new HashSet<>();

  private @Nullable Chat formerOwner;
  private final World world;

  HostileWorld(long seed) {
    this.random = new Random(seed);
    this.more = spread(seed, 1);
    this.form = Form.values()[(int) Math.floorMod(seed, (long) Form.values().length)];
    for (int i = 1; i <= 40; i++) {
      long id = 100_000L + i;
      users.add(builder.user(i % 10 == 0 ? User.deleted(id) : User.named(id, "Writer No " + i)));
    }
    content = new RandomContent(seed, users);
    List<HostileTimeline.Slot> slots = HostileTimeline.of(random, FIRST, DAYS);
    chat = chat(slots);
    if (random.nextInt(3) == 0) {
      makeUnreadable(chat, 1 + random.nextInt(3));
    }
    addMore();
    world = builder.build();
  }

  /**
   * Random numbers that do not resemble those of the next seed.
   *
   * @param purpose tells those of one seed apart
   */
  static Random spread(long seed, int purpose) {
    Random random = new Random(seed * MULTIPLIER + purpose);
    return new Random(random.nextLong());
  }

  private void addMore() {
    Chat before = chat.predecessor();
    if (before != null && form == Form.UPGRADED_GROUP && more.nextInt(3) == 0) {
      makeUnreadable(before, 1 + more.nextInt(2));
    }
    if (more.nextInt(2) == 0) {
      makeRich(1 + more.nextInt(4));
    }
    if (chat.username() != null && more.nextInt(4) == 0) {
      formerOwner = builder.supergroup("talk_2", "Former").joinedBy(account);
      formerOwner.add(message -> message.at(UtcDay.start(FIRST)).from(users.get(0)).text("words"));
    }
    if (more.nextInt(3) == 0) {
      makeUnknown(1 + more.nextInt(3));
    }
  }

  private Chat chat(List<HostileTimeline.Slot> slots) {
    return switch (form) {
      case SUPERGROUP -> supergroup(slots);
      case CHANNEL -> filled(builder.channel("talk", "Talk").joinedBy(account), slots);
      case DISCUSSED_CHANNEL -> discussedChannel(slots);
      case BASIC_GROUP -> filled(builder.group(BASIC_GROUP, "Talk").joinedBy(account), slots);
      case UPGRADED_GROUP, LOST_BASIC_GROUP -> upgradedGroup(slots);
      case HIDDEN_PREHISTORY -> hiddenPrehistory(slots);
    };
  }

  private Chat supergroup(List<HostileTimeline.Slot> slots) {
    Chat group = builder.supergroup("talk", "Talk");
    return filled(random.nextBoolean() ? group.joinedBy(account) : group, slots);
  }

  private Chat discussedChannel(List<HostileTimeline.Slot> slots) {
    Chat group = builder.supergroup("talk_chat", "Comments");
    Chat channel = builder.channel("talk", "Talk").joinedBy(account).linkedTo(group);
    filled(channel, slots);
    addComments(channel, Instant.MAX);
    return channel;
  }

  private Chat upgradedGroup(List<HostileTimeline.Slot> slots) {
    Chat group = builder.group(BASIC_GROUP, "Talk");
    Chat supergroup = builder.supergroup("talk", "Talk").joinedBy(account);
    int upgrade = slots.size() / 4 + random.nextInt(slots.size() / 2 + 1);
    Instant date =
        upgrade < slots.size() ? slots.get(upgrade).sent() : UtcDay.start(FIRST.plusDays(2));
    filled(group, slots.subList(0, upgrade));
    supergroup.upgradedFrom(group, date);
    if (form == Form.LOST_BASIC_GROUP) {
      group.denyTo(account);
      missing(Kind.UPGRADED_GROUP, date);
    }
    return filled(supergroup, slots.subList(upgrade, slots.size()));
  }

  private Chat hiddenPrehistory(List<HostileTimeline.Slot> slots) {
    Instant joined = UtcDay.start(FIRST).plusSeconds(86_400 + random.nextInt((DAYS - 2) * 86_400));
    if (more.nextInt(2) == 0) {
      hidesSilently = true;
      Chat group = builder.privateSupergroup("Talk").joinedBy(account, joined);
      return filled(group.hidePrehistorySilently(), slots);
    }
    missing(Kind.HISTORY_HIDDEN, joined);
    Chat group = builder.supergroup("talk", "Talk").joinedBy(account, joined).hidePrehistory();
    return filled(group, slots);
  }

  private void missing(Kind kind, Instant until) {
    missing = kind;
    lastMissing = UtcDay.of(until);
  }

  private Chat filled(Chat into, List<HostileTimeline.Slot> slots) {
    int id = into.lastId();
    boolean wasAlbum = false;
    for (HostileTimeline.Slot slot : slots) {
      id++;
      boolean isAlbum = slot.kind() == HostileTimeline.Kind.ALBUM;
      albums += isAlbum && !wasAlbum ? 1 : 0;
      wasAlbum = isAlbum;
      switch (slot.kind()) {
        case MESSAGE -> addMessage(into, id, slot);
        case ALBUM -> addPhoto(into, id, slot.date());
        case EMPTY -> into.leaveEmpty(id, id);
        case DELETED -> {}
      }
    }
    return into;
  }

  private void addMessage(Chat into, int id, HostileTimeline.Slot slot) {
    addComments(into, slot.sent());
    into.add(message -> content.message(message, into, id, slot.date()));
    for (int i = form == Form.DISCUSSED_CHANNEL ? random.nextInt(4) : 0; i > 0; i--) {
      comments.add(new Comment(slot.sent().plusSeconds(random.nextInt(10_000)), id));
    }
  }

  private void addPhoto(Chat into, int id, Instant date) {
    long album = albums;
    User sender = users.get(0);
    into.add(
        message -> {
          message.id(id).at(date).media(MessageMedia.photo(1280, 720, 1_000 + id)).album(album);
          if (into.kind() != Chat.Kind.CHANNEL) {
            message.from(sender);
          }
        });
  }

  private void addComments(Chat channel, Instant until) {
    while (!comments.isEmpty() && comments.peek().date().isBefore(until)) {
      Comment next = comments.remove();
      Chat group = channel.linked();
      if (group == null || group.history().rootOf(next.post()) == 0) {
        continue;
      }
      int id = group.lastId() + 1;
      if (random.nextInt(60) == 0) {
        group.leaveEmpty(id, id + random.nextInt(60));
      }
      Instant date = next.date().minusSeconds(random.nextInt(10) == 0 ? random.nextInt(900) : 0);
      channel.comment(next.post(), comment -> content.comment(comment, id, date));
    }
  }

  /** Makes messages unreadable whose neighbours show of which days they may be. */
  private void makeUnreadable(Chat in, int count) {
    List<Message> messages = visibleMessages(in);
    int place = 0;
    for (int i = 0; i < count && messages.size() > 12; i++) {
      place += random.nextInt(messages.size() / count) + 1;
      if (place < messages.size() && messages.get(place).action() == null) {
        makeUnreadable(in, messages, place);
      }
      place++;
    }
  }

  /** Oldest first. */
  private List<Message> visibleMessages(Chat in) {
    MessageSequence visible = in.historyFor(account).realMessages();
    List<Message> messages = new ArrayList<>();
    for (int id = visible.above(0); id != 0; id = visible.above(id)) {
      messages.add(in.history().find(id));
    }
    return messages;
  }

  private void makeUnreadable(Chat in, List<Message> messages, int place) {
    Message message = messages.get(place);
    Instant older = messages.get(place - 1).date();
    Instant newer =
        place + 1 == messages.size() ? UtcDay.start(LAST) : messages.get(place + 1).date();
    Instant earlier = older.isBefore(newer) ? older : newer;
    Instant later = older.isBefore(newer) ? newer : older;
    Unreadable unknown =
        new Unreadable(
            UtcDay.of(earlier.minus(FARTHEST_STEP)),
            UtcDay.of(message.date()),
            UtcDay.of(later.plus(FARTHEST_STEP)));
    boolean isBetween =
        !unknown.day().isBefore(UtcDay.of(earlier)) && !unknown.day().isAfter(UtcDay.of(later));
    if (isBetween || isNearItsDay(messages, place, unknown.day(), earlier, later)) {
      in.edit(message.id(), edit -> edit.media(MessageMedia.unknown(UNKNOWN)));
      unreadable.add(unknown);
    }
  }

  private static boolean isNearItsDay(
      List<Message> messages, int place, LocalDate day, Instant earlier, Instant later) {
    int id = messages.get(place).id();
    int from = Math.max(0, place - HostileTimeline.MIXED_IDS);
    int to = Math.min(messages.size(), place + HostileTimeline.MIXED_IDS);
    return messages.subList(from, to).stream()
        .filter(other -> other.id() != id && !WorldComparison.isUnreadable(other))
        .filter(other -> Math.abs(other.id() - id) < 2 * HostileTimeline.MIXED_IDS)
        .filter(other -> !other.date().isBefore(earlier.minus(FARTHEST_STEP)))
        .filter(other -> !other.date().isAfter(later.plus(FARTHEST_STEP)))
        .anyMatch(other -> UtcDay.of(other.date()).equals(day));
  }

  private void makeRich(int count) {
    List<Message> plain =
        visibleMessages(chat).stream()
            .filter(message -> message.action() == null && message.media() == null)
            .filter(message -> message.entities().isEmpty() && message.forward() == null)
            .toList();
    for (int i = 0; i < count && !plain.isEmpty(); i++) {
      Message message = plain.get(more.nextInt(plain.size()));
      int kind = message.extras().fields().isEmpty() ? more.nextInt(3) : 3;
      switch (kind) {
        case 0 -> chat.edit(message.id(), m -> m.text("").rich(false, "first", "second"));
        case 1 -> chat.edit(message.id(), m -> m.text("").richPart(1, "first", "second"));
        case 2 -> {
          chat.edit(message.id(), m -> m.text("").rich(true, "first"));
          truncated.add(UtcDay.of(message.date()));
        }
        default -> {}
      }
    }
  }

  private void makeUnknown(int count) {
    List<Message> plain =
        visibleMessages(chat).stream()
            .filter(message -> message.action() == null && message.media() == null)
            .filter(message -> message.entities().isEmpty() && message.forward() == null)
            .filter(message -> message.extras().fields().isEmpty())
            .toList();
    for (int i = 0; i < count && !plain.isEmpty(); i++) {
      Message message = plain.get(more.nextInt(plain.size()));
      chat.edit(message.id(), edit -> edit.text("").media(MessageMedia.unsupported()));
      unknown.add(UtcDay.of(message.date()));
    }
  }

  /** Another chat that has had the chat's name; null for none. */
  @Nullable Chat formerOwner() {
    return formerOwner;
  }

  Account account() {
    return account;
  }

  World world() {
    return world;
  }

  Chat chat() {
    return chat;
  }

  /** The chat in a command. */
  String reference() {
    if (chat.username() != null) {
      return "@" + chat.username();
    }
    return chat.kind() == Chat.Kind.GROUP
        ? Long.toString(-chat.id())
        : Long.toString(-1_000_000_000_000L - chat.id());
  }

  /** The day of the first message that the account sees; empty chats begin on the last day. */
  LocalDate firstDay() {
    NavigableMap<LocalDate, Chat> days = new TreeMap<>();
    days.put(LAST, chat);
    for (Chat each : chat.predecessor() == null ? List.of(chat) : List.of(chat, basicGroup())) {
      MessageSequence visible = each.historyFor(account).realMessages();
      for (int id = visible.above(0); id != 0 && each.isReadableBy(account); ) {
        Message message = each.history().find(id);
        if (!WorldComparison.isUnreadable(message)) {
          days.put(UtcDay.of(message.date()), each);
        }
        id = visible.above(id);
      }
    }
    return days.firstKey();
  }

  private Chat basicGroup() {
    return chat.predecessor();
  }

  /** Why a day is not complete; empty for a complete day. */
  Set<Kind> reasons(LocalDate day) {
    Set<Kind> reasons = EnumSet.noneOf(Kind.class);
    if (missing != null && lastMissing != null && !day.isAfter(lastMissing)) {
      reasons.add(missing);
    }
    if (hidesSilently && isHidden(day)) {
      reasons.add(Kind.HISTORY_HIDDEN);
    }
    if (truncated.contains(day)) {
      reasons.add(Kind.PARTIAL_CONTENT);
    }
    if (unreadable.stream().anyMatch(message -> message.day().equals(day))) {
      reasons.add(Kind.PARTIAL_CONTENT);
    }
    if (unknown.contains(day)) {
      reasons.add(Kind.UNKNOWN_CONTENT);
    }
    return reasons;
  }

  /** A reader knows only that the first message that it sees is not the chat's first one. */
  private boolean isHidden(LocalDate day) {
    List<Message> messages = visibleMessages(chat);
    if (!messages.isEmpty() && messages.get(0).id() == 1) {
      return false;
    }
    return messages.stream()
        .filter(message -> !WorldComparison.isUnreadable(message))
        .findFirst()
        .map(first -> !day.isAfter(UtcDay.of(first.date())))
        .orElse(true);
  }

  /** Whether the neighbours of an unreadable message leave it open which day lacks it. */
  boolean mayBePartial(LocalDate day) {
    return unreadable.stream()
        .anyMatch(message -> !day.isBefore(message.from()) && !day.isAfter(message.to()));
  }

  @Override
  public String toString() {
    return form + " with " + chat.history().count() + " messages, unreadable: " + unreadable;
  }
}

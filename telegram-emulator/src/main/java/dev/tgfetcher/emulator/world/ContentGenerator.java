package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Generates the content of messages. All kinds occur, usual ones more often. */
final class ContentGenerator {
  private static final List<String> WORDS =
      List.of(
          "release",
          "queue",
          "worker",
          "today",
          "the",
          "a",
          "thread",
          "build",
          "fails",
          "works",
          "again",
          "why",
          "maybe",
          "library",
          "version",
          "question",
          "answer",
          "привет",
          "спасибо",
          "🙂",
          "🚀",
          "latency",
          "memory",
          "cluster",
          "code",
          "review",
          "tomorrow",
          "please");
  private static final List<String> EMOJI = List.of("👍", "❤", "🔥", "😁", "🤔", "🎉", "👎");
  private static final long CUSTOM_EMOJI = 5_368_324_170_671_202_286L;

  private final List<User> users;

  ContentGenerator(List<User> users) {
    this.users = users;
  }

  /**
   * Adds the content of a supergroup's message: a service message, or one that may be forwarded.
   */
  void groupMessage(MessageBuilder message, SeededRandom random, Peer chat, Instant date, int id) {
    sender(message, random);
    if (random.oneIn(40)) {
      message.action(serviceAction(random));
      return;
    }
    if (random.oneIn(50)) {
      message.from(chat).signature("admin");
    }
    body(message, random);
    reactions(message, random);
    forward(message, random, chat, date);
    if (id > 1 && random.oneIn(4)) {
      message.replyTo(Math.max(1, id - 1 - random.nextInt(20)));
    }
    if (random.oneIn(12)) {
      message.editedAt(date.plusSeconds(60L + random.nextInt(3_000)));
    }
  }

  /** Adds the content of a channel's post. */
  void post(MessageBuilder message, SeededRandom random) {
    body(message, random);
    reactions(message, random);
    message.views(100 + random.nextInt(10_000)).forwards(random.nextInt(50));
    if (random.oneIn(6)) {
      message.reaction(ReactionCount.paid(1 + random.nextInt(500)));
    }
    if (random.oneIn(3)) {
      message.signature("editor " + random.nextInt(5));
    }
  }

  /** Adds the content of a comment, or of a basic group's message. */
  void plainMessage(MessageBuilder message, SeededRandom random) {
    sender(message, random);
    body(message, random);
    reactions(message, random);
  }

  private void sender(MessageBuilder message, SeededRandom random) {
    message.from(random.pick(users));
  }

  /** Adds a text with entities, or media; some media have a caption. */
  private void body(MessageBuilder message, SeededRandom random) {
    int kind = random.nextInt(100);
    if (kind < 70) {
      text(message, random);
    } else {
      message.media(media(kind, random));
      if (kind < 80 && random.oneIn(2)) {
        text(message, random);
      }
    }
  }

  private void reactions(MessageBuilder message, SeededRandom random) {
    if (!random.oneIn(3)) {
      return;
    }
    int first = random.nextInt(EMOJI.size());
    message.reaction(reactionByUsers(EMOJI.get(first), random));
    if (random.oneIn(2)) {
      message.reaction(EMOJI.get((first + 1) % EMOJI.size()), 1 + random.nextInt(40));
    }
    if (random.oneIn(4)) {
      message.reaction(
          ReactionCount.custom(CUSTOM_EMOJI + random.nextInt(5), 1 + random.nextInt(9)));
    }
  }

  private void forward(MessageBuilder message, SeededRandom random, Peer chat, Instant date) {
    Instant earlier = date.minusSeconds(60L + random.nextInt(86_400));
    switch (random.nextInt(60)) {
      case 0 -> message.forward(ForwardHeader.fromUser(random.pick(users), earlier));
      case 1 ->
          message.forward(ForwardHeader.fromHiddenUser("Hidden " + random.nextInt(50), earlier));
      case 2 -> message.forward(ForwardHeader.fromGroup(chat, "admin", earlier));
      case 3 ->
          message.forward(
              ForwardHeader.fromChannel(chat, 1 + random.nextInt(500), "editor", earlier));
      case 4 -> message.forward(ForwardHeader.imported("Imported " + random.nextInt(50), earlier));
      default -> {}
    }
  }

  private MessageAction serviceAction(SeededRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> MessageAction.titleChanged("Title " + random.nextInt(100));
      case 1 -> MessageAction.membersAdded(random.pick(users));
      case 2 -> MessageAction.joinedByLink(random.pick(users));
      case 3 -> MessageAction.memberRemoved(random.pick(users));
      default -> MessageAction.autoDeleteSet(86_400 * (1 + random.nextInt(7)));
    };
  }

  private ReactionCount reactionByUsers(String emoji, SeededRandom random) {
    List<Peer> reactors = new ArrayList<>();
    int first = random.nextInt(users.size());
    int count = 1 + random.nextInt(Math.min(8, users.size()));
    for (int i = 0; i < count; i++) {
      reactors.add(users.get((first + i) % users.size()).peer());
    }
    return ReactionCount.emojiBy(emoji, reactors);
  }

  private void text(MessageBuilder message, SeededRandom random) {
    StringBuilder text = new StringBuilder(random.pick(WORDS));
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(' ').append(random.pick(WORDS));
    }
    int end = text.length();
    switch (random.nextInt(8)) {
      case 0 -> message.entity(Entity.of(Entity.Type.BOLD, 0, text.indexOf(" ")));
      case 1 -> {
        text.append(" docs");
        message.entity(new Entity(Entity.Type.TEXT_URL, end + 1, 4, "https://example.org/" + end));
      }
      case 2 -> {
        text.append(" #topic");
        message.entity(Entity.of(Entity.Type.HASHTAG, end + 1, 6));
      }
      case 3 -> {
        text.append(" x = 1");
        message.entity(new Entity(Entity.Type.PRE, end + 1, 5, "python"));
      }
      default -> {}
    }
    message.text(text.toString());
  }

  private static MessageMedia media(int kind, SeededRandom random) {
    int size = 1_000 + random.nextInt(1_000_000);
    int seconds = 1 + random.nextInt(600);
    return switch (kind) {
      case 70, 71, 72, 73, 74, 75 -> MessageMedia.photo(1280, 720 + random.nextInt(10), size);
      case 76, 77 -> MessageMedia.video(1920, 1080, seconds, size);
      case 78 -> MessageMedia.animation(320, 240, seconds, size);
      case 79 ->
          MessageMedia.document("report-" + random.nextInt(99) + ".pdf", "application/pdf", size);
      case 80 -> MessageMedia.voiceNote(seconds, size);
      case 81 -> MessageMedia.audio("Song " + random.nextInt(99), "Band", seconds, size);
      case 82, 83, 84 -> MessageMedia.sticker("🙂", 512, 512, size);
      case 85 -> MessageMedia.videoNote(384, seconds, size);
      case 86 -> MessageMedia.poll("Which one? " + random.nextInt(99), List.of("this", "that"));
      case 87 -> MessageMedia.contact("15550100", "Kim", "Ho", 0);
      case 88 -> MessageMedia.location(52.5 + random.nextInt(9), 13.4);
      case 89 -> MessageMedia.venue("Cafe " + random.nextInt(9), "Main Street", 48.2, 16.4);
      case 90 -> MessageMedia.dice("🎲", 1 + random.nextInt(6));
      default ->
          MessageMedia.webPage("https://example.org/" + random.nextInt(999), "Page", "About it");
    };
  }
}

package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes up what messages are like: of all kinds, the usual ones more often. */
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

  void sender(MessageBuilder message, SeededRandom dice) {
    message.from(dice.pick(users));
  }

  /** Text with entities, or media with a caption now and then. */
  void body(MessageBuilder message, SeededRandom dice) {
    int kind = dice.roll(100);
    if (kind < 70) {
      text(message, dice);
    } else {
      message.media(media(kind, dice));
      if (kind < 80 && dice.oneIn(2)) {
        text(message, dice);
      }
    }
  }

  void reactions(MessageBuilder message, SeededRandom dice) {
    if (!dice.oneIn(3)) {
      return;
    }
    int first = dice.roll(EMOJI.size());
    message.reaction(reactionBySome(EMOJI.get(first), dice));
    if (dice.oneIn(2)) {
      message.reaction(EMOJI.get((first + 1) % EMOJI.size()), 1 + dice.roll(40));
    }
    if (dice.oneIn(4)) {
      message.reaction(ReactionCount.custom(CUSTOM_EMOJI + dice.roll(5), 1 + dice.roll(9)));
    }
  }

  void forward(MessageBuilder message, SeededRandom dice, Peer chat, Instant date) {
    Instant earlier = date.minusSeconds(60L + dice.roll(86_400));
    switch (dice.roll(60)) {
      case 0 -> message.forward(ForwardHeader.fromUser(dice.pick(users), earlier));
      case 1 -> message.forward(ForwardHeader.fromHiddenUser("Hidden " + dice.roll(50), earlier));
      case 2 -> message.forward(ForwardHeader.fromGroup(chat, "admin", earlier));
      case 3 ->
          message.forward(ForwardHeader.fromChannel(chat, 1 + dice.roll(500), "editor", earlier));
      case 4 -> message.forward(ForwardHeader.imported("Imported " + dice.roll(50), earlier));
      default -> {}
    }
  }

  MessageAction happening(SeededRandom dice) {
    return switch (dice.roll(5)) {
      case 0 -> MessageAction.titleChanged("Title " + dice.roll(100));
      case 1 -> MessageAction.membersAdded(dice.pick(users));
      case 2 -> MessageAction.joinedByLink(dice.pick(users));
      case 3 -> MessageAction.memberRemoved(dice.pick(users));
      default -> MessageAction.autoDeleteSet(86_400 * (1 + dice.roll(7)));
    };
  }

  private ReactionCount reactionBySome(String emoji, SeededRandom dice) {
    List<Peer> reactors = new ArrayList<>();
    int first = dice.roll(users.size());
    int count = 1 + dice.roll(Math.min(8, users.size()));
    for (int i = 0; i < count; i++) {
      reactors.add(users.get((first + i) % users.size()).peer());
    }
    return ReactionCount.emojiBy(emoji, reactors);
  }

  private void text(MessageBuilder message, SeededRandom dice) {
    StringBuilder text = new StringBuilder(dice.pick(WORDS));
    for (int i = dice.roll(20); i >= 0; i--) {
      text.append(' ').append(dice.pick(WORDS));
    }
    int end = text.length();
    switch (dice.roll(8)) {
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

  private static MessageMedia media(int kind, SeededRandom dice) {
    int size = 1_000 + dice.roll(1_000_000);
    int seconds = 1 + dice.roll(600);
    return switch (kind) {
      case 70, 71, 72, 73, 74, 75 -> MessageMedia.photo(1280, 720 + dice.roll(10), size);
      case 76, 77 -> MessageMedia.video(1920, 1080, seconds, size);
      case 78 -> MessageMedia.animation(320, 240, seconds, size);
      case 79 -> MessageMedia.document("report-" + dice.roll(99) + ".pdf", "application/pdf", size);
      case 80 -> MessageMedia.voiceNote(seconds, size);
      case 81 -> MessageMedia.audio("Song " + dice.roll(99), "Band", seconds, size);
      case 82, 83, 84 -> MessageMedia.sticker("🙂", 512, 512, size);
      case 85 -> MessageMedia.videoNote(384, seconds, size);
      case 86 -> MessageMedia.poll("Which one? " + dice.roll(99), List.of("this", "that"));
      case 87 -> MessageMedia.contact("15550100", "Kim", "Ho", 0);
      case 88 -> MessageMedia.location(52.5 + dice.roll(9), 13.4);
      case 89 -> MessageMedia.venue("Cafe " + dice.roll(9), "Main Street", 48.2, 16.4);
      case 90 -> MessageMedia.dice("🎲", 1 + dice.roll(6));
      case 91 -> MessageMedia.unsupported();
      default -> MessageMedia.webPage("https://example.org/" + dice.roll(999), "Page", "About it");
    };
  }
}

package dev.tgfetcher.cli.demo;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.ForwardHeader;
import dev.tgfetcher.emulator.world.MessageBuilder;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.ReactionCount;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A small emulated Telegram: a group, a channel with comments, and two accounts.
 *
 * @param messages the number of messages in each day to fetch
 */
record DemoWorld(World world, List<Account> accounts, Map<ChatDay, Integer> messages) {
  static final String GROUP = "harbour_talk";
  static final String CHANNEL = "harbour_news";
  static final String MISSING_CHAT = "harbour_ghost";

  /** The folders of the demo's archive. */
  static final List<String> CHATS = List.of(GROUP, CHANNEL);

  private static final List<String> WORDS =
      List.of("tide", "ferry", "lamp", "rope", "gull", "crane", "fog", "anchor", "pier", "sail");
  private static final List<String> EMOJI = List.of("👍", "🔥", "❤", "😁");
  private static final long CUSTOM_EMOJI = 5_368_324_170_671_202_286L;
  private static final int WORDS_A_MESSAGE = 8;

  /** Builds the days before today, with the given number of messages a day in each chat. */
  static DemoWorld build(LocalDate today, int days, int messages, RandomGenerator random) {
    WorldBuilder builder = World.builder();
    List<Account> accounts =
        List.of(
            builder.account("+999 66 1 0001", "22222"),
            builder.account("+999 66 1 0002", "22222").password("lighthouse"));
    List<User> people =
        IntStream.range(0, WORDS.size())
            .mapToObj(i -> builder.user(1_001 + i, "Sailor " + (i + 1)))
            .toList();
    Chat group = builder.supergroup(GROUP, "Harbour talk");
    Chat channel =
        builder
            .channel(CHANNEL, "Harbour news")
            .linkedTo(builder.supergroup("harbour_comments", "Harbour news: comments"));
    Map<ChatDay, Integer> counts = new LinkedHashMap<>();
    for (LocalDate day = today.minusDays(days); day.isBefore(today); day = day.plusDays(1)) {
      new Chatter(group, channel, people, random).fill(day, messages);
      counts.put(new ChatDay(GROUP, day), messages);
      counts.put(new ChatDay(CHANNEL, day), messages);
    }
    return new DemoWorld(builder.build(), accounts, counts);
  }

  /** Fills the chats with random messages, in the order of time. */
  private record Chatter(Chat group, Chat channel, List<User> people, RandomGenerator random) {
    void fill(LocalDate day, int messages) {
      Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      Duration step = Duration.ofDays(1).dividedBy(messages);
      for (int i = 0; i < messages; i++) {
        Instant time = midnight.plus(step.multipliedBy(i));
        talk(time);
        post(time);
      }
    }

    private void talk(Instant time) {
      int before = group.lastId();
      group.add(
          message -> {
            message.at(time).from(someone()).text(sentence());
            if (before > 0 && random.nextInt(4) == 0) {
              message.replyTo(before);
            }
            decorate(message, time);
          });
    }

    private void post(Instant time) {
      int post =
          channel.add(
              message ->
                  message
                      .at(time)
                      .from(channel)
                      .text(sentence())
                      .views(random.nextInt(10_000))
                      .reaction(EMOJI.get(random.nextInt(EMOJI.size())), 1 + random.nextInt(50))
                      .reaction(ReactionCount.custom(CUSTOM_EMOJI, 1 + random.nextInt(9))));
      if (random.nextInt(3) == 0) {
        channel.comment(post, comment -> comment.at(time).from(someone()).text(sentence()));
      }
    }

    private void decorate(MessageBuilder message, Instant time) {
      switch (random.nextInt(10)) {
        case 0 -> message.forward(ForwardHeader.fromUser(someone(), time.minusSeconds(3_600)));
        case 1 ->
            message.forward(ForwardHeader.fromHiddenUser("A stranger", time.minusSeconds(60)));
        case 2 -> message.media(MessageMedia.photo(1_280, 960, 150_000));
        case 3 -> message.reaction(ReactionCount.custom(CUSTOM_EMOJI, 3));
        default -> message.reaction(EMOJI.get(random.nextInt(EMOJI.size())), 2);
      }
    }

    private User someone() {
      return people.get(random.nextInt(people.size()));
    }

    private String sentence() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < WORDS_A_MESSAGE; i++) {
        text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
      }
      return text.toString();
    }
  }
}

package dev.tgfetcher.soak;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chats of all kinds: dense ones, sparse ones whose ids are mostly deleted, a channel with
 * comments, and many small ones, each of whose names workers have to look up once.
 */
final class SoakWorld {
  static final LocalDate FIRST_DAY = LocalDate.of(2025, 11, 1);
  static final int DAYS = 10;

  private static final List<String> DENSE = List.of("dense_club", "crowded_club");
  private static final List<String> SPARSE = List.of("sparse_club", "quiet_club");
  private static final String CHANNEL = "news_channel";
  private static final int DENSE_MESSAGES = 600;
  private static final int SPARSE_MESSAGES = 12;
  private static final int DELETED_BETWEEN = 40;
  private static final int POSTS = 15;

  private final WorldBuilder builder = World.builder();
  private final List<Account> accounts;
  private final List<String> newNames;
  private final User writer = builder.user(501, "Writer");
  private final World world;

  SoakWorld(int accountCount, int newChats) {
    accounts =
        IntStream.range(0, accountCount)
            .mapToObj(i -> builder.account("7999000%04d".formatted(i), "12345"))
            .toList();
    DENSE.forEach(name -> fill(joined(builder.supergroup(name, name)), DENSE_MESSAGES, 0));
    SPARSE.forEach(
        name -> fill(joined(builder.supergroup(name, name)), SPARSE_MESSAGES, DELETED_BETWEEN));
    fillChannel();
    newNames = IntStream.range(0, newChats).mapToObj("new_club_%05d"::formatted).toList();
    newNames.forEach(name -> fillNew(joined(builder.supergroup(name, name))));
    world = builder.build();
  }

  private Chat joined(Chat chat) {
    accounts.forEach(chat::joinedBy);
    return chat;
  }

  private void fill(Chat chat, int messages, int deletedBetween) {
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < messages; i++) {
        Instant at = time(day, i, messages);
        String text = chat.title() + " day " + day + " message " + i;
        chat.add(message -> message.at(at).from(writer).text(text));
        if (deletedBetween > 0) {
          int last = chat.lastId();
          chat.add(message -> message.id(last + deletedBetween + 1).at(at).from(writer).text(text));
        }
      }
    }
  }

  private void fillChannel() {
    Chat group = joined(builder.supergroup("news_talk", "News talk"));
    Chat channel = joined(builder.channel(CHANNEL, "News")).linkedTo(group);
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < POSTS; i++) {
        Instant at = time(day, i, POSTS);
        String text = "post " + i;
        int post = channel.add(message -> message.at(at).text(text));
        channel.comment(post, message -> message.at(at).from(writer).text("a comment"));
      }
    }
  }

  private void fillNew(Chat chat) {
    for (int day = 0; day < DAYS; day++) {
      Instant at = time(day, 0, 1);
      chat.add(message -> message.at(at).from(writer).text("hello"));
    }
  }

  private static Instant time(int day, int index, int ofDay) {
    Duration step = Duration.ofDays(1).dividedBy(ofDay);
    Instant midnight = FIRST_DAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    return midnight.plus(step.multipliedBy(index));
  }

  World world() {
    return world;
  }

  List<Account> accounts() {
    return accounts;
  }

  /** The chats that workers read again and again. */
  static List<String> oldNames() {
    return Stream.of(DENSE.stream(), SPARSE.stream(), Stream.of(CHANNEL))
        .flatMap(names -> names)
        .toList();
  }

  List<String> newNames() {
    return newNames;
  }
}

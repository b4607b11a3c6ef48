package dev.tgfetcher.chaos;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Telegram world with known messages. */
public final class ChaosWorld {
  static final LocalDate FIRST_DAY = LocalDate.of(2025, 11, 1);
  static final int DAYS = 10;
  static final List<String> CHATS = List.of("anna_club", "boris_club", "clara_club");

  /** A private chat, which no account can read. */
  static final String CLOSED = "closed_club";

  static final String EDITED = "edited text";

  private static final int MESSAGES_A_DAY = 130;
  private static final Duration STEP = Duration.ofMinutes(11);

  private final World world;
  private final List<Account> accounts = new ArrayList<>();
  private final Map<String, Chat> chats = new TreeMap<>();
  private final Map<String, Map<Integer, String>> texts = new TreeMap<>();

  public ChaosWorld(int accountCount) {
    WorldBuilder builder = World.builder();
    for (int i = 0; i < accountCount; i++) {
      accounts.add(builder.account("7999000%04d".formatted(i), "12345"));
    }
    User writer = builder.user(501, "Writer");
    for (String name : CHATS) {
      fill(builder.supergroup(name, name), writer);
    }
    builder.supergroup(CLOSED, CLOSED).makePrivate();
    world = builder.build();
  }

  private void fill(Chat chat, User writer) {
    accounts.forEach(chat::joinedBy);
    chats.put(chat.title(), chat);
    for (int day = 0; day < DAYS; day++) {
      Instant midnight = FIRST_DAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
      for (int i = 0; i < MESSAGES_A_DAY; i++) {
        String text = chat.title() + " day " + day + " message " + i;
        Instant at = midnight.plus(STEP.multipliedBy(i));
        int id = chat.add(message -> message.at(at.toString()).from(writer).text(text));
        texts
            .computeIfAbsent(key(chat.title(), FIRST_DAY.plusDays(day)), k -> new TreeMap<>())
            .put(id, text);
      }
    }
  }

  /** Edits the first message of a day. */
  void edit(String chat, LocalDate date) {
    edit(chat, date, EDITED);
  }

  /** Edits the first message of a day. */
  void edit(String chat, LocalDate date, String text) {
    int id = messages(chat, date).keySet().iterator().next();
    chats.get(chat).edit(id, message -> message.text(text));
  }

  public World world() {
    return world;
  }

  public List<Account> accounts() {
    return accounts;
  }

  /** The expected messages of a day's file: texts by ascending ids. */
  Map<Integer, String> messages(String chat, LocalDate date) {
    return texts.get(key(chat, date));
  }

  private static String key(String chat, LocalDate date) {
    return chat + " " + date;
  }
}

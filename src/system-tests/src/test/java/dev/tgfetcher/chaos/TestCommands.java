package dev.tgfetcher.chaos;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws payloads from a seed: most of them good, some that cannot be obeyed. */
public final class TestCommands {
  /** What a hostile or careless scheduler pushes; the mark goes to the place of %s. */
  private static final List<String> MALFORMED =
      List.of(
          "{\"command\":\"fetch\",\"chat\":\"../../etc/passwd\",\"mode\":\"yesterday\",\"note\":\"%s\"}",
          "{\"command\":\"fetch\",\"chat\":\"@anna_club\",\"mode\":\"date\",\"note\":\"%s\"}",
          "{\"command\":\"fetch\",\"chat\":\"@anna_club\",\"days\":\"3\",\"note\":\"%s\"}",
          "{\"command\":\"fetch\",\"chat\":\"@anna_club\",\"days\":99999999999999999999,\"note\":\"%s\"}",
          "{\"command\":\"drop\",\"chat\":\"@anna_club\",\"note\":\"%s\"}",
          "{\"command\":\"fetch\",\"chat\":\"CON\\u0000\",\"mode\":\"yesterday\",\"note\":\"%s\"}",
          "{\"command\":\"fetch\",\"command\":\"fetch\",\"note\":\"%s\"}",
          "[[[[[[[[[[[[\"%s\"]]]]]]]]]]]]",
          "%s: no JSON at all");

  private final Random random;
  private final List<TestCommand> orders = new ArrayList<>();

  private TestCommands(long seed) {
    this.random = new Random(seed);
  }

  public static List<TestCommand> draw(long seed, int count) {
    TestCommands drawn = new TestCommands(seed);
    for (int i = 1; i <= count; i++) {
      drawn.orders.add(drawn.next("order-%05d".formatted(i)));
    }
    return drawn.orders;
  }

  private TestCommand next(String mark) {
    int kind = random.nextInt(20);
    return switch (kind) {
      case 0 -> refused(mark, "nobody_of_that_name", ErrorType.CHAT_NOT_FOUND);
      case 1 -> refused(mark, ChaosWorld.CLOSED, ErrorType.ACCESS_DENIED);
      case 2 -> malformed(mark);
      default -> good(mark);
    };
  }

  private TestCommand good(String mark) {
    String chat = ChaosWorld.CHATS.get(random.nextInt(ChaosWorld.CHATS.size()));
    int length = 1 + random.nextInt(3);
    LocalDate from = ChaosWorld.FIRST_DAY.plusDays(random.nextInt(ChaosWorld.DAYS - length + 1));
    List<LocalDate> days = from.datesUntil(from.plusDays(length)).toList();
    return new TestCommand(
        mark,
        """
        {"command":"fetch","chat":"@%s","mode":"range","from":"%s","to":"%s","force":%s,"command_id":"%s"}"""
            .formatted(chat, from, from.plusDays(length - 1L), random.nextBoolean(), mark),
        null,
        chat,
        days);
  }

  private static TestCommand refused(String mark, String chat, ErrorType why) {
    String payload =
        """
        {"command":"fetch","chat":"@%s","mode":"date","date":"2025-11-01","command_id":"%s"}"""
            .formatted(chat, mark);
    return new TestCommand(mark, payload, why, chat, List.of());
  }

  private TestCommand malformed(String mark) {
    String payload = MALFORMED.get(random.nextInt(MALFORMED.size())).formatted(mark);
    return new TestCommand(mark, payload, ErrorType.INVALID_COMMAND, "", List.of());
  }
}

package dev.tgfetcher.chaos;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates commands from a seed: most of them valid, some that must become dead letters. */
public final class TestCommands {
  /** Malformed payloads, with %s for the id. */
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
  private final List<TestCommand> commands = new ArrayList<>();

  private TestCommands(long seed) {
    this.random = new Random(seed);
  }

  public static List<TestCommand> generate(long seed, int count) {
    TestCommands generator = new TestCommands(seed);
    for (int i = 1; i <= count; i++) {
      generator.commands.add(generator.next("command-%05d".formatted(i)));
    }
    return generator.commands;
  }

  private TestCommand next(String id) {
    int kind = random.nextInt(20);
    return switch (kind) {
      case 0 -> refused(id, "unknown_club", ErrorType.CHAT_NOT_FOUND);
      case 1 -> refused(id, ChaosWorld.CLOSED, ErrorType.ACCESS_DENIED);
      case 2 -> malformed(id);
      default -> valid(id);
    };
  }

  private TestCommand valid(String id) {
    String chat = ChaosWorld.CHATS.get(random.nextInt(ChaosWorld.CHATS.size()));
    int length = 1 + random.nextInt(3);
    LocalDate from = ChaosWorld.FIRST_DAY.plusDays(random.nextInt(ChaosWorld.DAYS - length + 1));
    List<LocalDate> days = from.datesUntil(from.plusDays(length)).toList();
    return new TestCommand(
        id,
        """
        {"command":"fetch","chat":"@%s","mode":"range","from":"%s","to":"%s","force":%s,"command_id":"%s"}"""
            .formatted(chat, from, from.plusDays(length - 1L), random.nextBoolean(), id),
        null,
        chat,
        days);
  }

  private static TestCommand refused(String id, String chat, ErrorType expectedError) {
    String payload =
        """
        {"command":"fetch","chat":"@%s","mode":"date","date":"2025-11-01","command_id":"%s"}"""
            .formatted(chat, id);
    return new TestCommand(id, payload, expectedError, chat, List.of());
  }

  private TestCommand malformed(String id) {
    String payload = MALFORMED.get(random.nextInt(MALFORMED.size())).formatted(id);
    return new TestCommand(id, payload, ErrorType.INVALID_COMMAND, "", List.of());
  }
}

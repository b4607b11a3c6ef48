package dev.tgfetcher.emulator.world;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The specification of a generated world.
 *
 * @param accounts the number of accounts: phones +99966200001, +99966200002 ..., code 22222
 */
public record WorldSpec(int accounts, List<GeneratedChat> chats) {
  public WorldSpec {
    chats = List.copyOf(chats);
  }

  /** Supergroups {@code gen_1}, {@code gen_2} ..., all with the same size and dates. */
  public static WorldSpec supergroups(int chats, int messages, Instant from, Instant to) {
    List<GeneratedChat> specs = new ArrayList<>();
    for (int i = 1; i <= chats; i++) {
      Timeline timeline = Timeline.even(from, to, messages);
      specs.add(GeneratedChat.supergroup("gen_" + i, "Generated " + i, timeline));
    }
    return new WorldSpec(1, specs);
  }

  /**
   * A group {@code ru_python}, and a channel {@code daily_news} with comments in {@code
   * daily_news_chat}, for a number of days up to now.
   *
   * @param messagesPerDay in the group; the channel has a tenth as many posts, with five comments
   *     each
   */
  public static WorldSpec lively(Instant now, int days, int messagesPerDay) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate first = today.minusDays(days);
    int posts = Math.max(1, messagesPerDay / 10);
    return new WorldSpec(
        1,
        List.of(
            GeneratedChat.supergroup(
                "ru_python", "Python talk", Timeline.days(first, perDay(days, messagesPerDay))),
            GeneratedChat.channel(
                "daily_news", "Daily news", Timeline.days(first, perDay(days, posts)), 5)));
  }

  public WorldSpec withAccounts(int number) {
    return new WorldSpec(number, chats);
  }

  /** Every seventh day has half as many messages; the other days are almost equal. */
  private static int[] perDay(int days, int messages) {
    int[] counts = new int[days];
    Arrays.setAll(counts, day -> day % 7 == 6 ? Math.max(1, messages / 2) : messages + day % 5);
    return counts;
  }
}

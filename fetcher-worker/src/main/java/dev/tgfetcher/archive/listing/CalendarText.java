package dev.tgfetcher.archive.listing;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Formats a chat's days: a row for each month, a character for each day, at most 80 columns. */
public final class CalendarText {
  private static final int WIDTH = 80;
  private static final String SCALE = "         1   5    10   15   20   25   30\n";

  private CalendarText() {}

  public static String of(ListedChat chat) {
    Map<YearMonth, List<ListedDay>> months =
        chat.days().stream()
            .collect(
                Collectors.groupingBy(
                    day -> YearMonth.from(day.date()), TreeMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder(heading(chat)).append(SCALE);
    months.forEach((month, days) -> text.append(row(month, days)));
    return text.toString();
  }

  /** The meaning of the characters, to print once below the calendars. */
  public static String legend() {
    return Arrays.stream(DayState.values())
        .map(state -> state.symbol() + " " + state.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("   ", "* proven   ", "\n"));
  }

  private static String heading(ListedChat chat) {
    String names =
        chat.title().equals(chat.chat()) ? chat.chat() : chat.chat() + " · " + chat.title();
    return cut(names)
        + String.format(
            Locale.ROOT,
            "\n%s to %s, %,d messages, %,d of %,d days complete%s\n",
            chat.first(),
            chat.last(),
            chat.messageCount(),
            chat.count(DayState.COMPLETE) + chat.count(DayState.EMPTY),
            chat.days().size(),
            proven(chat))
        + mixedChats(chat);
  }

  private static String proven(ListedChat chat) {
    long days = chat.days().stream().filter(ListedDay::isProven).count();
    return days == 0 ? "" : String.format(Locale.ROOT, ", %,d by ids", days);
  }

  private static String mixedChats(ListedChat chat) {
    String ids = chat.chatIds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return chat.chatIds().size() < 2
        ? ""
        : "MIXES THE DAYS OF "
            + chat.chatIds().size()
            + " CHATS: "
            + ids
            + "; see archive verify\n";
  }

  private static String row(YearMonth month, List<ListedDay> days) {
    char[] symbols = " ".repeat(31).toCharArray();
    days.forEach(day -> symbols[day.date().getDayOfMonth() - 1] = day.symbol());
    long messages = days.stream().mapToLong(ListedDay::messageCount).sum();
    return String.format(
        Locale.ROOT, "%s  %s  %,15d messages\n", month, new String(symbols), messages);
  }

  private static String cut(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= WIDTH ? text : text.substring(0, text.offsetByCodePoints(0, WIDTH - 1)) + "…";
  }
}

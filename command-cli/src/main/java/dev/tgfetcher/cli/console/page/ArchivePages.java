package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.listing.ArchiveListing;
import dev.tgfetcher.archive.listing.DayState;
import dev.tgfetcher.archive.listing.ListedChat;
import dev.tgfetcher.archive.listing.ListedDay;
import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.console.run.ReadCache;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The chats of the archive, and the calendar of each. */
public final class ArchivePages {
  private final Layout layout;
  private final StoredDays days;
  private final ReadCache cache;

  public ArchivePages(Layout layout, StoredDays days, ReadCache cache) {
    this.layout = layout;
    this.days = days;
    this.cache = cache;
  }

  /** The chats; their days are not read, since a large archive has many. */
  public ConsoleResponse chats(Visit visit) {
    List<?> chats = cache.get("archive chats", List.class, days::chats);
    List<Html> links =
        chats.stream()
            .map(String::valueOf)
            .map(chat -> (Html) el("li", el("a", attr("href", Links.path("archive", chat)), chat)))
            .toList();
    return layout.page(
        visit,
        "Archive",
        el("p", "In ", el("code", days.place())),
        links.isEmpty()
            ? el("p", attr("class", "none"), "The archive has no chats.")
            : el("ul", attr("class", "columns"), links),
        CommandLineHint.of("tg-fetcher archive list --summary"));
  }

  /** The calendar of a chat. */
  public ConsoleResponse chat(Visit visit, String folder) {
    ListedChat chat = cache.get("archive chat " + folder, ListedChat.class, () -> read(folder));
    String states =
        Arrays.stream(DayState.values())
            .filter(state -> chat.count(state) > 0)
            .map(state -> Values.number(chat.count(state)) + " " + state.word())
            .collect(Collectors.joining(", "));
    return layout.page(
        visit,
        "Archive of " + folder,
        new Facts()
            .fact("Title", chat.title())
            .fact("Days", chat.first() + " to " + chat.last())
            .fact("States", states)
            .fact("Messages", Values.number(chat.messageCount()))
            .build(),
        missing(visit, chat),
        months(chat),
        CommandLineHint.of("tg-fetcher archive list " + folder));
  }

  /** A link to push a command for the days that are not complete. */
  private static Html missing(Visit visit, ListedChat chat) {
    List<LocalDate> open =
        chat.days().stream()
            .filter(day -> day.state() != DayState.COMPLETE && day.state() != DayState.EMPTY)
            .map(ListedDay::date)
            .toList();
    return open.isEmpty()
        ? Html.many()
        : ActionPages.link(
            visit,
            "push",
            "Fetch the days that are not complete",
            Map.of(
                "chats", List.of(chat.chat()),
                "mode", List.of("range"),
                "from", List.of(open.get(0).toString()),
                "to", List.of(open.get(open.size() - 1).toString())));
  }

  private ListedChat read(String folder) {
    return new ArchiveListing(days).chat(folder).orElseThrow(RefusedRequestException::notFound);
  }

  /** The newest month first. */
  private static List<Html> months(ListedChat chat) {
    Map<YearMonth, List<ListedDay>> months =
        chat.days().stream()
            .collect(
                Collectors.groupingBy(
                    day -> YearMonth.from(day.date()), TreeMap::new, Collectors.toList()));
    List<Html> tables = new ArrayList<>();
    months.forEach((month, some) -> tables.add(0, month(chat.chat(), month, some)));
    return tables;
  }

  private static Html month(String chat, YearMonth month, List<ListedDay> some) {
    return el(
        "section",
        attr("class", "month"),
        el("h2", month),
        el("ol", attr("class", "calendar"), some.stream().map(day -> day(chat, day)).toList()));
  }

  private static Html day(String chat, ListedDay day) {
    String number = String.format(Locale.ROOT, "%02d", day.date().getDayOfMonth());
    String count =
        day.state() == DayState.MISSING || day.state() == DayState.UNREADABLE
            ? day.state().word()
            : Values.number(day.messageCount());
    Html label = el("span", number, " ", el("small", count));
    boolean isReadable = day.state() != DayState.MISSING && day.state() != DayState.UNREADABLE;
    return el(
        "li",
        attr("class", day.state().word()),
        attr("title", day.date() + ": " + day.state().word()),
        isReadable
            ? el("a", attr("href", Links.path("archive", chat, day.date().toString())), label)
            : label);
  }

  /** The day of a chat; refuses one without a readable file. */
  static ArchivedDay day(StoredDays days, String chat, LocalDate date) {
    return days.find(chat, date).orElseThrow(RefusedRequestException::notFound);
  }
}

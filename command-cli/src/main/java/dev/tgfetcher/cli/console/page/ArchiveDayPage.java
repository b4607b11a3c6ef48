package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static dev.tgfetcher.cli.console.page.Html.many;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The messages of an archived day, a hundred at a time, with a search in their texts. */
public final class ArchiveDayPage {
  private static final int MOST = 100;

  private final Layout layout;
  private final StoredDays days;

  public ArchiveDayPage(Layout layout, StoredDays days) {
    this.layout = layout;
    this.days = days;
  }

  /** The messages of a page, and the number of those that match. */
  private record Found(List<ArchivedMessage> shown, long matching) {}

  public ConsoleResponse respond(Visit visit, String chat, LocalDate date) throws IOException {
    ArchivedDay day = ArchivePages.day(days, chat, date);
    String words = visit.request().query("q");
    long first = number(visit.request().query("first"));
    Found found = find(day, words.toLowerCase(Locale.ROOT), first);
    MessageMarkup view = new MessageMarkup(day.header().senders());
    return layout.page(
        visit,
        chat + " on " + date,
        facts(day),
        new FilterForm(visit.request()).text("q", "Search in the texts", "").build(),
        el(
            "p",
            "Messages %s to %s of %s; "
                .formatted(
                    Values.number(Math.min(first + 1, found.matching())),
                    Values.number(first + found.shown().size()),
                    Values.number(found.matching())),
            el(
                "a",
                attr("href", Links.path("archive", chat, date + ".json")),
                attr("download", chat + "-" + date + ".json"),
                "download the JSON")),
        el("ol", attr("class", "messages"), found.shown().stream().map(view::item).toList()),
        pages(visit, words, first, found.matching()));
  }

  private Found find(ArchivedDay day, String words, long first) throws IOException {
    List<ArchivedMessage> shown = new ArrayList<>();
    long matching = 0;
    try (ArchiveReader reader = ArchiveReader.open(days.open(day), day.date())) {
      while (reader.hasNext()) {
        ArchivedMessage message = reader.next();
        if (matches(message, words)) {
          if (matching >= first && shown.size() < MOST) {
            shown.add(message);
          }
          matching++;
        }
      }
    }
    return new Found(shown, matching);
  }

  private static boolean matches(ArchivedMessage message, String words) {
    return words.isEmpty()
        || (message.text() != null && message.text().toLowerCase(Locale.ROOT).contains(words))
        || message.comments().stream().anyMatch(comment -> matches(comment, words));
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
  }

  private static Html facts(ArchivedDay day) {
    String reason = day.header().incompleteReason();
    return new Facts()
        .fact("Title", day.header().sourceInfo().title())
        .fact("State", day.complete() ? "complete" : "incomplete: " + reason)
        .fact("Comments", day.commentsComplete() ? "complete" : "incomplete")
        .fact("Revision", String.valueOf(day.revision()))
        .fact("Fetched at", String.valueOf(day.header().fetchedAt()))
        .build();
  }

  private static Html pages(Visit visit, String words, long first, long matching) {
    return el(
        "p",
        attr("class", "pages"),
        first > 0 ? page(visit, words, Math.max(0, first - MOST), "Previous page") : many(),
        " ",
        first + MOST < matching ? page(visit, words, first + MOST, "Next page") : many());
  }

  private static Html page(Visit visit, String words, long first, String label) {
    Map<String, List<String>> values =
        Map.of("q", List.of(words), "first", List.of(String.valueOf(first)));
    return el("a", attr("href", Links.with(visit.request().path(), values)), label);
  }
}

package dev.tgfetcher.archive.verify;

import dev.tgfetcher.archive.FolderChats;
import dev.tgfetcher.schema.archive.SourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the files of one folder with each other. It finds what older versions did not notice:
 *
 * <ol>
 *   <li>days of several chats, because a name moved to another chat
 *   <li>empty days of a supergroup before its first message, which a basic group or a hidden
 *       history may have
 *   <li>empty days of a basic group after its upgrade
 *   <li>ids between two neighbouring days that were not asked for, though both days were read by
 *       ids
 * </ol>
 */
final class FolderCheck {
  private static final Set<SourceType> GROUPS = Set.of(SourceType.SUPERGROUP, SourceType.UNKNOWN);

  private final String folder;
  private final List<DayFacts> days;
  private final List<Finding> findings = new ArrayList<>();

  private FolderCheck(String folder, List<DayFacts> days) {
    this.folder = folder;
    this.days = days.stream().sorted(Comparator.comparing(DayFacts::date)).toList();
  }

  static List<Finding> of(String folder, List<DayFacts> days) {
    FolderCheck check = new FolderCheck(folder, days);
    check.checkChats();
    check.checkBeforeFirstMessage();
    check.checkAfterUpgrade();
    check.checkIdRanges();
    return check.findings;
  }

  private void checkChats() {
    FolderChats chats = FolderChats.of(days.stream().map(DayFacts::source).toList());
    if (chats.areMixed()) {
      String each = chats.chats().stream().map(this::describe).collect(Collectors.joining("; "));
      found(
          FindingKind.MIXED_CHATS,
          "contains the days of " + chats.chats().size() + " chats: " + each);
    }
  }

  private String describe(NavigableSet<Long> chat) {
    List<DayFacts> own = days.stream().filter(day -> isOf(day, chat)).toList();
    String title = own.get(own.size() - 1).source().title();
    return chat.first() + " \"" + title + "\", " + range(own);
  }

  private static boolean isOf(DayFacts day, NavigableSet<Long> chat) {
    Long id = day.source().chatId();
    return id != null && chat.contains(id);
  }

  private void checkBeforeFirstMessage() {
    Optional<DayFacts> first = days.stream().filter(day -> !day.isEmpty()).findFirst();
    List<DayFacts> doubtful =
        days.stream()
            .takeWhile(DayFacts::isEmpty)
            .filter(day -> day.isDoubtful() && GROUPS.contains(day.source().type()))
            .toList();
    if (doubtful.isEmpty()) {
      return;
    }
    if (first.filter(day -> Objects.equals(day.first(), "chat_upgrade_from")).isPresent()) {
      found(
          FindingKind.UPGRADED_GROUP,
          range(doubtful) + " without a message, from the time when the chat was a basic group");
      return;
    }
    found(
        FindingKind.DOUBTFUL_EMPTY_DAYS,
        range(doubtful)
            + " without a message, before the first message: the chat may hide its history from this"
            + " account, or may have been a basic group then");
  }

  private void checkAfterUpgrade() {
    List<DayFacts> doubtful =
        days.stream()
            .dropWhile(day -> !Objects.equals(day.last(), "chat_upgrade_to"))
            .filter(DayFacts::isDoubtful)
            .toList();
    if (!doubtful.isEmpty()) {
      found(
          FindingKind.UPGRADED_GROUP,
          range(doubtful)
              + " without a message, from the time after the upgrade of the basic group");
    }
  }

  private void checkIdRanges() {
    IdGap.between(days).forEach(gap -> found(FindingKind.ID_GAP, gap.text()));
  }

  /** The number of days, with the first and the last one. */
  private static String range(List<DayFacts> days) {
    String first = days.get(0).date().toString();
    String last = days.get(days.size() - 1).date().toString();
    return days.size() == 1
        ? "1 day (" + first + ")"
        : days.size() + " days (" + first + " to " + last + ")";
  }

  private void found(FindingKind kind, String text) {
    findings.add(new Finding(folder, kind, text));
  }
}

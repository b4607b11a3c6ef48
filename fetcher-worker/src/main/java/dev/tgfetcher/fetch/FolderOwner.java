package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.history.ResolvedChat;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that the days in a folder are days of one chat, because a name may move to another. */
record FolderOwner(StoredDays archive) {
  /**
   * Checks the newest day of a folder, and the days of the windows.
   *
   * @throws MovedNameException when one is a day of another chat
   */
  void check(String folder, ResolvedChat chat, FetchWindow window) {
    List<LocalDate> days = archive.days(folder);
    int newest = days.size() - 1;
    Stream<LocalDate> checked =
        Stream.concat(
            days.stream().skip(Math.max(0, newest)), days.stream().filter(window::contains));
    checked
        .distinct()
        .flatMap(day -> archive.find(folder, day).stream())
        .map(day -> day.header().sourceInfo().chatId())
        .filter(id -> id != null && !isOf(id, chat))
        .findFirst()
        .ifPresent(
            former -> {
              throw new MovedNameException(folder, former, chat.chatId());
            });
  }

  private static boolean isOf(long id, ResolvedChat chat) {
    @Nullable Long upgradedFrom = chat.upgradedFromChatId();
    return id == chat.chatId() || (upgradedFrom != null && id == upgradedFrom);
  }
}

package dev.tgfetcher.archive;

import dev.tgfetcher.schema.archive.SourceInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The chats whose days one folder contains. A supergroup and the basic group that was upgraded to
 * it are one chat. Files of version 1.0 do not say of which chat they are.
 *
 * @param chats the ids of each chat
 */
public record FolderChats(List<NavigableSet<Long>> chats) {

  public static FolderChats of(Collection<SourceInfo> sources) {
    List<NavigableSet<Long>> chats = new ArrayList<>();
    for (SourceInfo source : sources) {
      NavigableSet<Long> joined = idsOf(source);
      List<NavigableSet<Long>> overlapping =
          chats.stream().filter(chat -> chat.stream().anyMatch(joined::contains)).toList();
      overlapping.forEach(joined::addAll);
      chats.removeAll(overlapping);
      if (!joined.isEmpty()) {
        chats.add(joined);
      }
    }
    return new FolderChats(chats);
  }

  private static NavigableSet<Long> idsOf(SourceInfo source) {
    NavigableSet<Long> ids = new TreeSet<>();
    if (source.chatId() != null) {
      ids.add(source.chatId());
    }
    if (source.upgradedFromChatId() != null) {
      ids.add(source.upgradedFromChatId());
    }
    return ids;
  }

  /** Whether days of different chats are in the folder. */
  public boolean areMixed() {
    return chats.size() > 1;
  }
}

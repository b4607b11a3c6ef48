package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveNames;
import dev.tgfetcher.archive.ArchivedDay;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The revision that a day's object becomes. It keeps its number, unless another content has that
 * number. An unreadable object gets the next free one.
 *
 * @param isKept whether a writer that crashed, or was refused, has copied the object already
 */
record FormerRevision(int number, boolean isReadable, boolean isKept) {
  static FormerRevision of(KnownDay day, NavigableMap<Integer, StoredObject> kept) {
    for (Map.Entry<Integer, StoredObject> one : kept.entrySet()) {
      if (one.getValue().etag().equals(day.etag())) {
        return new FormerRevision(one.getKey(), isReadable(one.getValue().key()), true);
      }
    }
    int free = kept.isEmpty() ? 1 : kept.lastKey() + 1;
    return day.day()
        .map(ArchivedDay::revision)
        .map(own -> new FormerRevision(kept.containsKey(own) ? free : own, true, false))
        .orElseGet(() -> new FormerRevision(free, false, false));
  }

  String fileName(LocalDate date) {
    return isReadable ? ArchiveNames.revision(date, number) : ArchiveNames.unreadable(date, number);
  }

  private static boolean isReadable(String key) {
    return key.endsWith(".json");
  }
}

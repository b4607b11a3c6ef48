package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveNames;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of a chat: its days, the former revisions of each day, objects of other names, and
 * its progress.
 */
record ChatListing(
    NavigableMap<LocalDate, StoredObject> days,
    NavigableMap<LocalDate, NavigableMap<Integer, StoredObject>> revisions,
    List<StoredObject> strangers,
    Optional<StoredObject> progress) {
  static ChatListing of(String prefix, List<StoredObject> objects) {
    ChatListing chat =
        new ChatListing(
            new TreeMap<>(),
            new TreeMap<>(),
            new ArrayList<>(),
            objects.stream()
                .filter(object -> object.key().equals(prefix + ArchiveKeys.PROGRESS))
                .findFirst());
    objects.forEach(object -> chat.add(object.key().substring(prefix.length()), object));
    return chat;
  }

  private void add(String name, StoredObject object) {
    if (name.startsWith(ArchiveNames.REVISIONS + "/")) {
      addRevision(name.substring(ArchiveNames.REVISIONS.length() + 1), object);
    } else if (name.endsWith(".json") && !name.contains("/")) {
      ArchiveNames.dayOf(name)
          .ifPresentOrElse(
              date -> days.put(date, object),
              () -> {
                if (!ArchiveNames.isBesideDay(name)) {
                  strangers.add(object);
                }
              });
    }
  }

  private void addRevision(String name, StoredObject object) {
    ArchiveNames.revisionOf(name)
        .ifPresentOrElse(
            one ->
                revisions
                    .computeIfAbsent(one.date(), first -> new TreeMap<>())
                    .put(one.number(), object),
            () -> strangers.add(object));
  }

  NavigableMap<Integer, StoredObject> revisions(LocalDate date) {
    return revisions.getOrDefault(date, new TreeMap<>());
  }

  /** This listing after the write of a day, with the revisions that are left of it. */
  ChatListing with(
      LocalDate date, StoredObject day, NavigableMap<Integer, StoredObject> revisionsOfDay) {
    NavigableMap<LocalDate, StoredObject> daysAfter = new TreeMap<>(days);
    daysAfter.put(date, day);
    NavigableMap<LocalDate, NavigableMap<Integer, StoredObject>> revisionsAfter =
        new TreeMap<>(revisions);
    revisionsAfter.put(date, revisionsOfDay);
    return new ChatListing(daysAfter, revisionsAfter, strangers, progress);
  }
}

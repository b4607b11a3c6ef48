package dev.tgfetcher.archive;

import dev.tgfetcher.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The former revisions of one day, used under the lock of its chat.
 *
 * <ol>
 *   <li>decides the number of what stands in the day's place, and of what replaces it
 *   <li>keeps what stands there under a second name, before it is replaced
 *   <li>removes the oldest
 * </ol>
 */
final class Revisions {
  private final ArchiveLayout layout;
  private final String chat;
  private final LocalDate date;
  private final Path current;

  Revisions(ArchiveLayout layout, String chat, LocalDate date) {
    this.layout = layout;
    this.chat = chat;
    this.date = date;
    this.current = layout.dayFile(chat, date);
  }

  /** A former revision: its number, and where it is or will be. */
  record Former(int revision, Path path) {}

  /**
   * What is to be kept of the file in the day's place, empty when there is none. It keeps its own
   * number, unless another content has that; an unreadable one gets the next free.
   */
  Optional<Former> former(Optional<ArchivedDay> day) throws IOException {
    if (!Files.exists(current)) {
      return Optional.empty();
    }
    NavigableMap<Integer, Path> kept = kept();
    for (Map.Entry<Integer, Path> revision : kept.entrySet()) {
      if (Files.mismatch(revision.getValue(), current) == -1) {
        return Optional.of(new Former(revision.getKey(), revision.getValue()));
      }
    }
    int free = highest(kept) + 1;
    return Optional.of(
        day.map(ArchivedDay::revision)
            .map(own -> kept.containsKey(own) ? free : own)
            .map(number -> new Former(number, layout.revisionFile(chat, date, number)))
            .orElseGet(() -> new Former(free, layout.unreadableFile(chat, date, free))));
  }

  /** The number of the file that is to be written: higher than any that was. */
  int next(Optional<Former> former) {
    return Math.max(highest(kept()), former.map(Former::revision).orElse(0)) + 1;
  }

  /** Returns whether the file had to be kept: after a crash it may be already. */
  boolean keep(Former former) throws IOException {
    if (Files.exists(former.path())) {
      return false;
    }
    Files.createDirectories(layout.revisionsFolder(chat));
    DurableFiles.alias(current, former.path());
    return true;
  }

  /** Removes the oldest readable revisions until so many are left. */
  void prune(int left) throws IOException {
    List<Path> readable =
        kept().values().stream().filter(file -> file.toString().endsWith(".json")).toList();
    for (Path file : readable.subList(0, Math.max(0, readable.size() - left))) {
      Files.delete(file);
    }
  }

  private NavigableMap<Integer, Path> kept() {
    return layout.revisions(chat).getOrDefault(date, Collections.emptyNavigableMap());
  }

  private static int highest(NavigableMap<Integer, Path> kept) {
    return kept.isEmpty() ? 0 : kept.lastKey();
  }
}

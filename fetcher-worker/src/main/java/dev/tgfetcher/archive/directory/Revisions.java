package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The former revisions of one day. All methods need the lock of its chat, under which the folder of
 * the chat's revisions is listed once.
 *
 * <ol>
 *   <li>finds the numbers of the current file and of its replacement
 *   <li>keeps the current file under a second name before its replacement
 *   <li>removes the oldest revisions
 * </ol>
 */
final class Revisions {
  private final ArchiveLayout layout;
  private final String chat;
  private final LocalDate date;
  private final Path current;
  private @Nullable NavigableMap<Integer, Path> kept;

  Revisions(ArchiveLayout layout, String chat, LocalDate date) {
    this.layout = layout;
    this.chat = chat;
    this.date = date;
    this.current = layout.dayFile(chat, date);
  }

  /** A former revision: its number and its path. */
  record Former(int revision, Path path) {}

  /**
   * The revision that the current file becomes; empty when there is no current file. The file keeps
   * its number, unless another content has that number. An unreadable file gets the next free one.
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

  /** The number of the file to write, higher than all former ones. */
  int next(Optional<Former> former) {
    return Math.max(highest(kept()), former.map(Former::revision).orElse(0)) + 1;
  }

  /** Returns false when the file was kept before a crash. */
  boolean keep(Former former) throws IOException {
    if (Files.exists(former.path())) {
      return false;
    }
    Files.createDirectories(layout.revisionsFolder(chat));
    DurableFiles.alias(current, former.path());
    kept().put(former.revision(), former.path());
    return true;
  }

  /** Removes the oldest readable revisions except the newest {@code left}. */
  void prune(int left) throws IOException {
    List<Path> readable =
        kept().values().stream().filter(file -> file.toString().endsWith(".json")).toList();
    for (Path file : readable.subList(0, Math.max(0, readable.size() - left))) {
      Files.delete(file);
    }
  }

  private NavigableMap<Integer, Path> kept() {
    NavigableMap<Integer, Path> listed = kept;
    if (listed == null) {
      listed = layout.revisions(chat, date);
      kept = listed;
    }
    return listed;
  }

  private static int highest(NavigableMap<Integer, Path> kept) {
    return kept.isEmpty() ? 0 : kept.lastKey();
  }
}

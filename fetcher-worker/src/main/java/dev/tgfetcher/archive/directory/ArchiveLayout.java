package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchiveNames;
import dev.tgfetcher.file.FolderListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The paths of the archive below the data directory. A chat's name is checked, so no path leads out
 * of the directory.
 *
 * <ol>
 *   <li>a day's file, {@code <chat>/<date>.json}, and its temp file
 *   <li>its former revisions, {@code <chat>/.revisions/<date>.r<N>.json}
 *   <li>the highest fencing token of a day's writers, {@code .fences/<chat>/<date>}
 *   <li>locks, {@code progress.json}, and the progress of each chat
 * </ol>
 */
public record ArchiveLayout(Path root) {
  private static final Pattern TEMP = Pattern.compile("\\..+\\.tmp");

  public ArchiveLayout {
    root = root.toAbsolutePath().normalize();
  }

  public Path chatFolder(String chat) {
    return root.resolve(ArchiveNames.checkedChat(chat));
  }

  public Path dayFile(String chat, LocalDate date) {
    return chatFolder(chat).resolve(ArchiveNames.day(date));
  }

  /** A hidden file without {@code .json}, so a listing of the chat's days leaves it out. */
  public Path tempFile(String chat, LocalDate date, String nonce) {
    return chatFolder(chat).resolve("." + date + "." + nonce + ".tmp");
  }

  public Path revisionsFolder(String chat) {
    return chatFolder(chat).resolve(ArchiveNames.REVISIONS);
  }

  public Path revisionFile(String chat, LocalDate date, int revision) {
    return revisionsFolder(chat).resolve(ArchiveNames.revision(date, revision));
  }

  /** The name of an unreadable former file of a day. It is kept for ever and never read. */
  Path unreadableFile(String chat, LocalDate date, int revision) {
    return revisionsFolder(chat).resolve(ArchiveNames.unreadable(date, revision));
  }

  /** The file of the highest fencing token that has written a day. */
  Path fenceFile(String chat, LocalDate date) {
    return root.resolve(".fences").resolve(ArchiveNames.checkedChat(chat)).resolve(date.toString());
  }

  public Path lockFile(String chat) {
    return root.resolve(".locks").resolve(ArchiveNames.checkedChat(chat) + ".lock");
  }

  public Path progressLock() {
    return root.resolve(".locks").resolve(".progress.lock");
  }

  public Path progressFile() {
    return root.resolve("progress.json");
  }

  /** The lock of a chat's own progress. */
  public Path progressLock(String chat) {
    return root.resolve(".locks").resolve(".progress." + ArchiveNames.checkedChat(chat) + ".lock");
  }

  /** A chat's own progress, which is newer than {@link #progressFile()}. */
  public Path progressFile(String chat) {
    return root.resolve(".progress").resolve(ArchiveNames.checkedChat(chat) + ".json");
  }

  /** The marks of the chats whose own progress has changed. */
  public Path changedProgress() {
    return root.resolve(".progress").resolve(".changed");
  }

  /** The marks of the chats whose progress is being copied. */
  public Path foldedProgress() {
    return root.resolve(".progress").resolve(".folded");
  }

  /** The chats that have a folder, in the order of their names. */
  public List<String> chats() {
    return FolderListing.of(root).stream()
        .filter(Files::isDirectory)
        .map(folder -> folder.getFileName().toString())
        .filter(ArchiveNames::isChat)
        .toList();
  }

  /** The days of a chat that have a file, oldest first. */
  public List<LocalDate> days(String chat) {
    return FolderListing.of(chatFolder(chat)).stream()
        .flatMap(file -> ArchiveNames.dayOf(name(file)).stream())
        .toList();
  }

  /** A chat's former revisions by day and number, the unreadable ones included. */
  public NavigableMap<LocalDate, NavigableMap<Integer, Path>> revisions(String chat) {
    NavigableMap<LocalDate, NavigableMap<Integer, Path>> revisions = new TreeMap<>();
    for (Path file : FolderListing.of(revisionsFolder(chat))) {
      ArchiveNames.revisionOf(name(file))
          .ifPresent(
              one ->
                  revisions
                      .computeIfAbsent(one.date(), first -> new TreeMap<>())
                      .put(one.number(), file));
    }
    return revisions;
  }

  /** The former revisions of one day by number, the unreadable ones included. */
  NavigableMap<Integer, Path> revisions(String chat, LocalDate date) {
    NavigableMap<Integer, Path> revisions = new TreeMap<>();
    for (Path file : FolderListing.of(revisionsFolder(chat))) {
      ArchiveNames.revisionOf(name(file))
          .filter(one -> one.date().equals(date))
          .ifPresent(one -> revisions.put(one.number(), file));
    }
    return revisions;
  }

  /**
   * Files among the days and revisions whose names are no day or revision, without those that the
   * Python fetcher wrote beside its days.
   */
  public List<Path> strangers(String chat) {
    Stream<Path> days =
        FolderListing.of(chatFolder(chat)).stream()
            .filter(
                file ->
                    file.toString().endsWith(".json") && ArchiveNames.dayOf(name(file)).isEmpty());
    Stream<Path> revisions =
        FolderListing.of(revisionsFolder(chat)).stream()
            .filter(file -> ArchiveNames.revisionOf(name(file)).isEmpty());
    return Stream.concat(days, revisions)
        .filter(file -> !isTemp(file) && !ArchiveNames.isBesideDay(name(file)))
        .toList();
  }

  /** Temp files in a chat's folders, of living and of dead writers. */
  public List<Path> temps(String chat) {
    return Stream.of(chatFolder(chat), revisionsFolder(chat))
        .flatMap(folder -> FolderListing.of(folder).stream())
        .filter(ArchiveLayout::isTemp)
        .toList();
  }

  private static boolean isTemp(Path file) {
    return TEMP.matcher(name(file)).matches();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}

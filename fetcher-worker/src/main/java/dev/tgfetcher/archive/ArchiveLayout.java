package dev.tgfetcher.archive;

import dev.tgfetcher.file.FolderListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where everything lies below the data directory. Names of chats and workers are checked here, so
 * that no path can lead out of it.
 *
 * <ol>
 *   <li>a day's file, {@code <chat>/<date>.json}, and the temp file it grows in
 *   <li>its former revisions, {@code <chat>/.revisions/<date>.r<N>.json}
 *   <li>the newest writer's token of a day, {@code .fences/<chat>/<date>}
 *   <li>locks, spools and {@code progress.json}
 * </ol>
 */
public record ArchiveLayout(Path root) {
  private static final Pattern CHAT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.json");
  private static final Pattern REVISION =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.r(\\d{1,9})\\.(?:json|unreadable)");
  private static final Pattern TEMP = Pattern.compile("\\..+\\.tmp");

  public ArchiveLayout {
    root = root.toAbsolutePath().normalize();
  }

  public Path chatFolder(String chat) {
    return root.resolve(checked(chat));
  }

  public Path dayFile(String chat, LocalDate date) {
    return chatFolder(chat).resolve(date + ".json");
  }

  /** Hidden and without {@code .json}, so that who lists a chat's days does not see it. */
  public Path tempFile(String chat, LocalDate date, String nonce) {
    return chatFolder(chat).resolve("." + date + "." + nonce + ".tmp");
  }

  public Path revisionsFolder(String chat) {
    return chatFolder(chat).resolve(".revisions");
  }

  public Path revisionFile(String chat, LocalDate date, int revision) {
    return revisionsFolder(chat).resolve(date + ".r" + revision + ".json");
  }

  /**
   * An unreadable file that stood in a day's place: kept for ever, and never read as a revision.
   */
  Path unreadableFile(String chat, LocalDate date, int revision) {
    return revisionsFolder(chat).resolve(date + ".r" + revision + ".unreadable");
  }

  /** The newest token that has written a day. */
  Path fenceFile(String chat, LocalDate date) {
    return root.resolve(".fences").resolve(checked(chat)).resolve(date.toString());
  }

  public Path lockFile(String chat) {
    return root.resolve(".locks").resolve(checked(chat) + ".lock");
  }

  public Path progressLock() {
    return root.resolve(".locks").resolve(".progress.lock");
  }

  public Path progressFile() {
    return root.resolve("progress.json");
  }

  /** The chats that have a folder, by name. */
  public List<String> chats() {
    return FolderListing.of(root).stream()
        .filter(Files::isDirectory)
        .map(folder -> folder.getFileName().toString())
        .filter(CHAT.asMatchPredicate())
        .toList();
  }

  /** The days of a chat that have a file, oldest first. */
  public List<LocalDate> days(String chat) {
    return FolderListing.of(chatFolder(chat)).stream()
        .flatMap(file -> dateOf(DAY, file).stream())
        .toList();
  }

  /** A chat's former revisions by day and number; those that were unreadable are among them. */
  public NavigableMap<LocalDate, NavigableMap<Integer, Path>> revisions(String chat) {
    NavigableMap<LocalDate, NavigableMap<Integer, Path>> revisions = new TreeMap<>();
    for (Path file : FolderListing.of(revisionsFolder(chat))) {
      Matcher name = REVISION.matcher(file.getFileName().toString());
      if (name.matches()) {
        dateOf(REVISION, file)
            .ifPresent(
                date ->
                    revisions
                        .computeIfAbsent(date, first -> new TreeMap<>())
                        .put(Integer.valueOf(name.group(2)), file));
      }
    }
    return revisions;
  }

  /** Files that readers would take for a day or a revision by their place, but not by name. */
  public List<Path> strangers(String chat) {
    Stream<Path> days =
        FolderListing.of(chatFolder(chat)).stream()
            .filter(file -> file.toString().endsWith(".json") && dateOf(DAY, file).isEmpty());
    Stream<Path> revisions =
        FolderListing.of(revisionsFolder(chat)).stream()
            .filter(file -> dateOf(REVISION, file).isEmpty());
    return Stream.concat(days, revisions).filter(file -> !isTemp(file)).toList();
  }

  /** Temp files in a chat's folders: of a writer at work, or of one that died. */
  public List<Path> temps(String chat) {
    return Stream.of(chatFolder(chat), revisionsFolder(chat))
        .flatMap(folder -> FolderListing.of(folder).stream())
        .filter(ArchiveLayout::isTemp)
        .toList();
  }

  private static boolean isTemp(Path file) {
    return TEMP.matcher(file.getFileName().toString()).matches();
  }

  private static Optional<LocalDate> dateOf(Pattern pattern, Path file) {
    Matcher name = pattern.matcher(file.getFileName().toString());
    try {
      return name.matches() ? Optional.of(LocalDate.parse(name.group(1))) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String checked(String name) {
    if (!CHAT.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a valid name for a chat's folder: " + name);
    }
    return name;
  }
}

package dev.tgfetcher.archive;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of chats and files in an archive, which are the same wherever it lies. */
public final class ArchiveNames {
  /** The folder of a chat's former revisions. */
  public static final String REVISIONS = ".revisions";

  private static final Pattern CHAT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.json");

  private static final Pattern REVISION =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.r(\\d{1,9})\\.(?:json|unreadable)");

  /** Files that the Python fetcher wrote beside a day's file. */
  private static final Pattern BESIDE_DAY =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)?_(?:summary|threads|participants)\\.json");

  private ArchiveNames() {}

  /** A former revision of a day. */
  public record Revision(LocalDate date, int number) {}

  public static boolean isChat(String name) {
    return CHAT.matcher(name).matches();
  }

  /**
   * Returns the name of a chat, so that no path leads out of the archive.
   *
   * @throws IllegalArgumentException when the name is none
   */
  public static String checkedChat(String name) {
    if (!isChat(name)) {
      throw new IllegalArgumentException("Not a valid name for a chat's folder: " + name);
    }
    return name;
  }

  public static String day(LocalDate date) {
    return date + ".json";
  }

  public static String revision(LocalDate date, int number) {
    return date + ".r" + number + ".json";
  }

  /** The name of an unreadable former file of a day. It is kept for ever and never read. */
  public static String unreadable(LocalDate date, int number) {
    return date + ".r" + number + ".unreadable";
  }

  /** The day of a file; empty when the name is no day's. */
  public static Optional<LocalDate> dayOf(String fileName) {
    return date(DAY.matcher(fileName));
  }

  /** The revision of a file; empty when the name is no revision's. */
  public static Optional<Revision> revisionOf(String fileName) {
    Matcher name = REVISION.matcher(fileName);
    return date(name).map(date -> new Revision(date, Integer.parseInt(name.group(2))));
  }

  public static boolean isBesideDay(String fileName) {
    return BESIDE_DAY.matcher(fileName).matches();
  }

  private static Optional<LocalDate> date(Matcher name) {
    try {
      return name.matches() ? Optional.of(LocalDate.parse(name.group(1))) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package dev.tgfetcher.archive.verify;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.json.JsonProblem;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Checks one file from start to end, with at most one finding of each kind.
 *
 * <ol>
 *   <li>its shape, by the reader
 *   <li>its date, the order of ids, the times, the names of the senders
 *   <li>its digest
 * </ol>
 */
final class DayCheck {
  private final Path file;
  private final LocalDate date;
  private final Map<FindingKind, Tally> tallies = new EnumMap<>(FindingKind.class);

  private DayCheck(Path file, LocalDate date) {
    this.file = file;
    this.date = date;
  }

  static List<Finding> of(Path file, LocalDate date) {
    DayCheck check = new DayCheck(file, date);
    try {
      check.read();
      return check.findings();
    } catch (JacksonException e) {
      return List.of(new Finding(file, FindingKind.UNREADABLE, JsonProblem.of(e)));
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  private void read() throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      ArchiveHeader header = reader.header();
      if (!header.date().equals(date)) {
        found(FindingKind.WRONG_DATE, "contains " + header.date());
      }
      Ids upgraded = new Ids();
      Ids own = new Ids();
      while (reader.hasNext()) {
        ArchivedMessage message = reader.next();
        if (message.chatId() != null) {
          own.refuseFurther(message);
        }
        (message.chatId() == null ? own : upgraded).check(message);
        checkDay(message);
        checkSender(message, header);
        checkComments(message, header);
      }
      if (!ArchivedDay.isVersion10(header)) {
        checkDigest();
      }
    }
  }

  private void checkDay(ArchivedMessage message) {
    if (!message.date().atZone(ZoneOffset.UTC).toLocalDate().equals(date)) {
      found(FindingKind.OUTSIDE_DAY, "message " + message.id() + " is of " + message.date());
    }
  }

  /** In files of version 1.0 a message may have no sender. */
  private void checkSender(ArchivedMessage message, ArchiveHeader header) {
    long sender = message.senderId();
    boolean unknown = sender == 0 && ArchivedDay.isVersion10(header);
    if (!unknown && header.senders().getOrDefault(Long.toString(sender), "").isBlank()) {
      found(
          FindingKind.UNNAMED_SENDER, "sender " + sender + " of " + message.id() + " has no name");
    }
  }

  private void checkComments(ArchivedMessage post, ArchiveHeader header) {
    Ids ids = new Ids();
    for (ArchivedMessage comment : post.comments()) {
      ids.check(comment);
      checkSender(comment, header);
    }
  }

  private void checkDigest() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ContentCheck check = ContentCheck.of(in);
      if (!check.passes()) {
        found(
            FindingKind.WRONG_CHECKSUM,
            "records the digest " + check.recorded() + ", but the content has " + check.computed());
      }
    }
  }

  private void found(FindingKind kind, String text) {
    tallies.computeIfAbsent(kind, first -> new Tally(text)).count++;
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    tallies.forEach((kind, tally) -> findings.add(new Finding(file, kind, tally.text())));
    return findings;
  }

  private static final class Tally {
    private final String first;
    private int count;

    Tally(String first) {
      this.first = first;
    }

    String text() {
      return count == 1 ? first : first + " (and " + (count - 1) + " more)";
    }
  }

  /** Checks the order of the ids of one chat in one array. */
  private final class Ids {
    private final Set<Long> seen = new HashSet<>();
    private long highest = Long.MIN_VALUE;

    void check(ArchivedMessage message) {
      long id = message.id();
      if (!seen.add(id)) {
        found(FindingKind.DUPLICATE_ID, "id " + id + " occurs twice");
      } else if (id < highest) {
        found(FindingKind.UNSORTED_ID, "id " + id + " comes after " + highest);
      }
      highest = Math.max(highest, id);
    }

    /** The messages of the upgraded group stand before those of the file's own chat. */
    void refuseFurther(ArchivedMessage message) {
      if (!seen.isEmpty()) {
        found(
            FindingKind.UNSORTED_ID,
            "id " + message.id() + " of " + message.chatId() + " comes after " + highest);
      }
    }
  }
}

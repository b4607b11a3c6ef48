package dev.tgfetcher.archive.verify;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredFile;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.archive.ContentCheck;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.json.JsonProblem;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final StoredFile file;
  private final LocalDate date;
  private final Map<FindingKind, Tally> tallies = new EnumMap<>(FindingKind.class);

  private DayCheck(StoredFile file, LocalDate date) {
    this.file = file;
    this.date = date;
  }

  /**
   * The findings in a file, and the facts for the check of its folder; none if it is unreadable.
   */
  record Result(List<Finding> findings, Optional<DayFacts> facts) {}

  static Result of(StoredFile file, LocalDate date) {
    DayCheck check = new DayCheck(file, date);
    try {
      DayFacts facts = check.read();
      return new Result(check.findings(), Optional.of(facts));
    } catch (JacksonException e) {
      Finding unreadable = new Finding(file.place(), FindingKind.UNREADABLE, JsonProblem.of(e));
      return new Result(List.of(unreadable), Optional.empty());
    } catch (IOException e) {
      throw new StorageException("read", file.place(), e);
    }
  }

  private DayFacts read() throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file.open(), date)) {
      ArchiveHeader header = reader.header();
      if (!header.date().equals(date)) {
        found(FindingKind.WRONG_DATE, "contains " + header.date());
      }
      boolean isSorted = !ArchivedDay.isVersion10(header);
      Ids upgraded = new Ids(isSorted);
      Ids own = new Ids(isSorted);
      DayFacts.Collector facts = new DayFacts.Collector();
      while (reader.hasNext()) {
        ArchivedMessage message = reader.next();
        if (message.chatId() != null) {
          own.refuseFurther(message);
        }
        (message.chatId() == null ? own : upgraded).check(message);
        facts.add(message);
        checkChat(message, header);
        checkDay(message);
        checkIdRange(message, header);
        checkSender(message, header);
        checkComments(message, header);
      }
      if (!ArchivedDay.isVersion10(header)) {
        checkDigest();
      }
      return facts.facts(date, header);
    }
  }

  private void checkChat(ArchivedMessage message, ArchiveHeader header) {
    Long chat = message.chatId();
    if (chat != null && !chat.equals(header.sourceInfo().upgradedFromChatId())) {
      found(
          FindingKind.MIXED_CHATS,
          "message "
              + message.id()
              + " is of "
              + chat
              + ", which is not the basic group of the supergroup");
    }
  }

  private void checkDay(ArchivedMessage message) {
    if (!message.date().atZone(ZoneOffset.UTC).toLocalDate().equals(date)) {
      found(FindingKind.OUTSIDE_DAY, "message " + message.id() + " is of " + message.date());
    }
  }

  private void checkIdRange(ArchivedMessage message, ArchiveHeader header) {
    IdRange range = header.idRange();
    if (range == null || message.chatId() != null) {
      return;
    }
    if (message.id() < range.first() || message.id() > range.last()) {
      found(
          FindingKind.OUTSIDE_ID_RANGE,
          "message %d is not of the ids %d to %d, which were asked for"
              .formatted(message.id(), range.first(), range.last()));
    }
  }

  /** Files of version 1.0 need not name their senders. */
  private void checkSender(ArchivedMessage message, ArchiveHeader header) {
    String sender = Long.toString(message.senderId());
    if (!ArchivedDay.isVersion10(header) && header.senders().getOrDefault(sender, "").isBlank()) {
      found(
          FindingKind.UNNAMED_SENDER, "sender " + sender + " of " + message.id() + " has no name");
    }
  }

  private void checkComments(ArchivedMessage post, ArchiveHeader header) {
    Ids ids = new Ids(!ArchivedDay.isVersion10(header));
    for (ArchivedMessage comment : post.comments()) {
      ids.check(comment);
      checkSender(comment, header);
    }
  }

  private void checkDigest() throws IOException {
    try (InputStream in = file.open()) {
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
    tallies.forEach((kind, tally) -> findings.add(new Finding(file.place(), kind, tally.text())));
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

  /** Checks the order of the ids of one chat in one array. Version 1.0 had no order. */
  private final class Ids {
    private final boolean isSorted;
    private final Set<Long> seen = new HashSet<>();
    private long highest = Long.MIN_VALUE;

    Ids(boolean isSorted) {
      this.isSorted = isSorted;
    }

    void check(ArchivedMessage message) {
      long id = message.id();
      if (!seen.add(id)) {
        found(FindingKind.DUPLICATE_ID, "id " + id + " occurs twice");
      } else if (isSorted && id < highest) {
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

package dev.tgfetcher.archive.change;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.StoredFile;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The readable revisions of one day: the former ones that are kept, and the day's file. */
public final class DayRevisions {
  private final String chat;
  private final LocalDate date;
  private final NavigableMap<Integer, StoredFile> files;

  private DayRevisions(String chat, LocalDate date, NavigableMap<Integer, StoredFile> files) {
    this.chat = chat;
    this.date = date;
    this.files = files;
  }

  /**
   * Finds the revisions of a day. An unreadable file counts as absent.
   *
   * @throws StorageException when the storage refuses
   */
  public static DayRevisions of(StoredDays days, String chat, LocalDate date) {
    NavigableMap<Integer, StoredFile> files =
        new TreeMap<>(days.revisions(chat).getOrDefault(date, new TreeMap<>()));
    files.values().removeIf(file -> !file.place().endsWith(".json"));
    days.find(chat, date)
        .filter(ArchivedDay::isValid)
        .ifPresent(day -> files.put(day.revision(), days.file(chat, date)));
    return new DayRevisions(chat, date, files);
  }

  /** The numbers of the revisions, oldest first. */
  public List<Integer> numbers() {
    return List.copyOf(files.keySet());
  }

  public Optional<Integer> newest() {
    return files.isEmpty() ? Optional.empty() : Optional.of(files.lastKey());
  }

  /** The revision before this one, as far as it is kept. */
  public Optional<Integer> before(int number) {
    return Optional.ofNullable(files.lowerKey(number));
  }

  /**
   * Opens a revision; the caller closes it.
   *
   * @throws IllegalArgumentException when the revision is not kept
   * @throws StorageException when the storage refuses
   * @throws tools.jackson.core.JacksonException when the file is malformed
   */
  public ArchiveReader open(int number) {
    StoredFile file = files.get(number);
    if (file == null) {
      throw new IllegalArgumentException(
          "revision %d of %s %s is not kept: there are %s"
              .formatted(number, chat, date, files.keySet()));
    }
    try {
      return ArchiveReader.open(file.open(), date);
    } catch (IOException e) {
      throw new StorageException("read", file.place(), e);
    }
  }
}

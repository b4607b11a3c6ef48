package dev.tgfetcher.archive;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The days of an archive, for readers of all messages.
 *
 * <ol>
 *   <li>It lists the days that have a file, with the time of its last write.
 *   <li>It opens a day in the format of the newest version, also a day of version 1.0.
 * </ol>
 */
public final class StoredDays {
  private final ArchiveLayout layout;

  public StoredDays(ArchiveLayout layout) {
    this.layout = layout;
  }

  /** The chats that may have days, in the order of their names. */
  public List<String> chats() {
    return layout.chats();
  }

  /** The days of a chat that have a file, oldest first. */
  public List<LocalDate> days(String chat) {
    return layout.days(chat);
  }

  /**
   * The time at which the day's file came to its place: the later one of its last write and its
   * last rename or copy, where the file system records both. Empty when the file is gone.
   */
  public Optional<Instant> writtenAt(String chat, LocalDate date) {
    Path file = layout.dayFile(chat, date);
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      Instant placed = placedAt(file).orElse(written);
      return Optional.of(placed.isAfter(written) ? placed : written);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  /** A rename and a copy that keeps the time of the write change this time. */
  private static Optional<Instant> placedAt(Path file) throws IOException {
    try {
      Object changed = Files.getAttribute(file, "unix:ctime", new LinkOption[0]);
      return changed instanceof FileTime time ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (UnsupportedOperationException | IllegalArgumentException notRecorded) {
      return Optional.empty();
    }
  }

  /** The header of the day's file; empty when there is no whole file of this day. */
  public Optional<ArchivedDay> find(String chat, LocalDate date) {
    return ArchivedDay.find(layout, chat, date);
  }

  /**
   * Opens the day's file. A file of version 1.0, which is small, is converted in memory.
   *
   * @throws tools.jackson.core.JacksonException when a file of version 1.0 is malformed
   */
  public InputStream open(ArchivedDay day) throws IOException {
    return ArchivedDay.isVersion10(day.header())
        ? new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(ArchiveReader.read(day.path())))
        : Files.newInputStream(day.path());
  }
}

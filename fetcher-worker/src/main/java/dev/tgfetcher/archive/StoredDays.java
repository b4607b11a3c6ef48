package dev.tgfetcher.archive;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The days of an archive, for its readers. It has no paths, so that a reader needs not know where
 * the archive lies.
 *
 * <ol>
 *   <li>It lists the chats and their days, with the time of each day's last write.
 *   <li>It finds the header of a day without its messages.
 *   <li>It opens a day in the format of the newest version, or as it is stored.
 * </ol>
 *
 * <p>All methods throw {@link StorageException} when the storage refuses.
 */
public interface StoredDays {
  /** The place of the archive as text: an absolute path, or {@code s3://bucket/prefix}. */
  String place();

  /** The place of a chat's days as text. */
  String place(String chat);

  /** The chats that may have days, in the order of their names. */
  List<String> chats();

  /** The days of a chat that have a file, oldest first. */
  List<LocalDate> days(String chat);

  /** The time at which the day's file came to its place. Empty when there is none. */
  Optional<Instant> writtenAt(String chat, LocalDate date);

  /**
   * The header and digest of the day's file; empty when there is no whole file of this day. The
   * messages are not read. The header may lack the names of senders and topics, which are read with
   * the file alone.
   */
  Optional<ArchivedDay> find(String chat, LocalDate date);

  /**
   * The number of the day's messages, and the id of the last one.
   *
   * @throws tools.jackson.core.JacksonException when the file is not JSON
   */
  MessageScan messages(ArchivedDay day);

  /** The day's file, whether there is one or not. */
  StoredFile file(String chat, LocalDate date);

  /** A chat's former revisions by day and number, the unreadable ones included. */
  NavigableMap<LocalDate, NavigableMap<Integer, StoredFile>> revisions(String chat);

  /**
   * The places of files among the days and revisions whose names are no day or revision, without
   * those that the Python fetcher wrote beside its days.
   */
  List<String> strangers(String chat);

  /**
   * Opens the day's file. A file of version 1.0, which is small, is converted in memory.
   *
   * @throws tools.jackson.core.JacksonException when a file of version 1.0 is malformed
   */
  default InputStream open(ArchivedDay day) throws IOException {
    InputStream file = file(day.chat(), day.date()).open();
    return ArchivedDay.isVersion10(day.header())
        ? new ByteArrayInputStream(
            Json.MAPPER.writeValueAsBytes(ArchiveReader.read(file, day.date())))
        : file;
  }
}

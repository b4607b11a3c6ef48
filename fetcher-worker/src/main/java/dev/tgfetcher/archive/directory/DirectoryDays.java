package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.archive.StoredFile;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** The days of an archive in a directory. */
class DirectoryDays implements StoredDays {
  final ArchiveLayout layout;

  DirectoryDays(ArchiveLayout layout) {
    this.layout = layout;
  }

  /** A file in the directory. */
  private record OnDisk(Path path) implements StoredFile {
    @Override
    public String place() {
      return path.toString();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  @Override
  public String place() {
    return layout.root().toString();
  }

  @Override
  public String place(String chat) {
    return layout.chatFolder(chat).toString();
  }

  @Override
  public List<String> chats() {
    return layout.chats();
  }

  @Override
  public List<LocalDate> days(String chat) {
    return layout.days(chat);
  }

  /** The later one of the file's last write and its last rename or copy, where it is recorded. */
  @Override
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

  @Override
  public Optional<ArchivedDay> find(String chat, LocalDate date) {
    Path path = layout.dayFile(chat, date);
    try {
      ArchivedDay day =
          new ArchivedDay(chat, date, path.toString(), header(path), digestAtEnd(path));
      return Optional.of(day).filter(ArchivedDay::isValid);
    } catch (JacksonException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", path, e);
    }
  }

  private static ArchiveHeader header(Path path) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(path)) {
      return reader.header();
    }
  }

  private static Optional<String> digestAtEnd(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - ArchivedDay.TAIL));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      return ArchivedDay.digestAtEnd(tail);
    }
  }

  @Override
  public MessageScan messages(ArchivedDay day) {
    Path file = layout.dayFile(day.chat(), day.date());
    try {
      return MessageScan.of(Files.newInputStream(file));
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  @Override
  public StoredFile file(String chat, LocalDate date) {
    return new OnDisk(layout.dayFile(chat, date));
  }

  @Override
  public NavigableMap<LocalDate, NavigableMap<Integer, StoredFile>> revisions(String chat) {
    NavigableMap<LocalDate, NavigableMap<Integer, StoredFile>> revisions = new TreeMap<>();
    layout.revisions(chat).forEach((date, kept) -> revisions.put(date, onDisk(kept)));
    return revisions;
  }

  private static NavigableMap<Integer, StoredFile> onDisk(NavigableMap<Integer, Path> kept) {
    NavigableMap<Integer, StoredFile> files = new TreeMap<>();
    kept.forEach((number, path) -> files.put(number, new OnDisk(path)));
    return files;
  }

  @Override
  public List<String> strangers(String chat) {
    return layout.strangers(chat).stream().map(Path::toString).toList();
  }
}

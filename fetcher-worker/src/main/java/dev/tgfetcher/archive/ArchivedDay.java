package dev.tgfetcher.archive;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * The header of a day's file, and the digest at its end.
 *
 * @param contentSha256 empty for files of version 1.0, which count as revision 1 and as incomplete
 */
public record ArchivedDay(
    String chat, LocalDate date, Path path, ArchiveHeader header, Optional<String> contentSha256) {

  private static final int TAIL = 256;
  private static final Pattern END =
      Pattern.compile("\"content_sha256\"\\s*:\\s*\"([0-9a-f]{64})\"\\s*}\\s*$");

  public int revision() {
    return header.revision();
  }

  public boolean complete() {
    return header.complete();
  }

  public boolean commentsComplete() {
    return header.commentsComplete();
  }

  /** False when the file says that the day is incomplete. Files of version 1.0 do not say. */
  public boolean mayBeComplete() {
    return complete() || isVersion10(header);
  }

  public static boolean isVersion10(ArchiveHeader header) {
    return header.version().equals("1.0");
  }

  /** Empty when there is no file, or the file is unreadable, cut off or of another day. */
  public static Optional<ArchivedDay> find(ArchiveLayout layout, String chat, LocalDate date) {
    Path path = layout.dayFile(chat, date);
    try {
      ArchiveHeader header = header(path);
      Optional<String> digest = digestAtEnd(path);
      boolean whole = digest.isPresent() || isVersion10(header);
      boolean ofThisDay = header.date().equals(date);
      return whole && ofThisDay
          ? Optional.of(new ArchivedDay(chat, date, path, header, digest))
          : Optional.empty();
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
      file.seek(Math.max(0, file.length() - TAIL));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      Matcher end = END.matcher(new String(tail, StandardCharsets.UTF_8));
      return end.find() ? Optional.of(end.group(1)) : Optional.empty();
    }
  }
}

package dev.tgfetcher.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.archive.ArchiveHeader;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a day's file, and the digest at its end.
 *
 * @param place of the file, as text
 * @param contentSha256 empty for files of version 1.0, which count as revision 1 and as incomplete
 */
public record ArchivedDay(
    String chat,
    LocalDate date,
    String place,
    ArchiveHeader header,
    Optional<String> contentSha256) {
  /** The bytes at the end of a file that have its digest. */
  public static final int TAIL = 256;

  private static final Pattern END =
      Pattern.compile("\"content_sha256\"\\s*:\\s*\"([0-9a-f]{64})\"\\s*}\\s*$");

  /** Whether the file is whole, and of the day that its name says. */
  public boolean isValid() {
    return (contentSha256.isPresent() || isVersion10(header)) && header.date().equals(date);
  }

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

  /** The digest in the last bytes of a file; empty when the file is cut off, or of version 1.0. */
  public static Optional<String> digestAtEnd(byte[] tail) {
    Matcher end = END.matcher(new String(tail, UTF_8));
    return end.find() ? Optional.of(end.group(1)) : Optional.empty();
  }
}

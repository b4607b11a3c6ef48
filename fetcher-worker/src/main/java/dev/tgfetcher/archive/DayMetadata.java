package dev.tgfetcher.archive;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import dev.tgfetcher.schema.archive.SourceInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a day to write, besides its messages.
 *
 * @param chat the name of the chat's folder, without {@code @}
 * @param incompleteReason a word for the missing part, with a detail after a colon if there is one;
 *     null for a complete day
 * @param readBy the way the day was read; null when it is not known
 * @param idRange the requested ids, when the day was read by ids
 */
public record DayMetadata(
    String chat,
    LocalDate date,
    SourceInfo sourceInfo,
    Instant fetchedAt,
    String tdlibVersion,
    @Nullable String incompleteReason,
    boolean commentsComplete,
    Instant commentsAsOf,
    Instant reactionsAsOf,
    @Nullable ReadBy readBy,
    @Nullable IdRange idRange) {

  public DayMetadata {
    requireNonNull(chat, "chat");
    requireNonNull(date, "date");
    requireNonNull(sourceInfo, "sourceInfo");
    requireNonNull(fetchedAt, "fetchedAt");
    requireNonNull(tdlibVersion, "tdlibVersion");
    requireNonNull(commentsAsOf, "commentsAsOf");
    requireNonNull(reactionsAsOf, "reactionsAsOf");
  }

  public boolean complete() {
    return incompleteReason == null;
  }

  public ArchiveHeader header(
      int revision, Map<String, String> senders, Map<String, String> topics) {
    return new ArchiveHeader(
        ArchiveHeader.VERSION,
        ArchiveHeader.TIMEZONE,
        date,
        fetchedAt,
        revision,
        tdlibVersion,
        sourceInfo,
        complete(),
        incompleteReason,
        commentsComplete,
        commentsAsOf,
        reactionsAsOf,
        readBy,
        idRange,
        senders,
        topics);
  }
}

package dev.tgfetcher.archive;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.SourceInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a day to write, besides its messages.
 *
 * @param chat the name of the chat's folder, without {@code @}
 * @param incompleteReason the missing part and the reason; null for a complete day
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
    Instant reactionsAsOf) {

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

  public ArchiveHeader header(int revision, Map<String, String> senders) {
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
        senders);
  }
}

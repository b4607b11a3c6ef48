package dev.tgfetcher.schema.archive;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.json.UtcTimestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an archive file says before its messages.
 *
 * @param fetchedAt never null from version 1.1 on, like {@code tdlibVersion}, {@code commentsAsOf}
 *     and {@code reactionsAsOf}
 * @param revision 1 for the first file of a day, one more for each that replaced it
 * @param incompleteReason what is missing and why; null exactly when {@code complete}
 * @param commentsAsOf comments written later than this are not in the file
 * @param senders sender id in decimal digits to display name, for every sender in the file
 */
public record ArchiveHeader(
    String version,
    String timezone,
    LocalDate date,
    @Nullable @UtcTimestamp Instant fetchedAt,
    int revision,
    @Nullable String tdlibVersion,
    SourceInfo sourceInfo,
    boolean complete,
    @Nullable String incompleteReason,
    boolean commentsComplete,
    @Nullable @UtcTimestamp Instant commentsAsOf,
    @Nullable @UtcTimestamp Instant reactionsAsOf,
    Map<String, String> senders) {

  /** The version that is written today. */
  public static final String VERSION = "1.1";

  static final String OLDEST_VERSION = "1.0";
  public static final String TIMEZONE = "UTC";

  public ArchiveHeader {
    requireNonNull(version, "version");
    requireNonNull(timezone, "timezone");
    requireNonNull(date, "date");
    requireNonNull(sourceInfo, "source_info");
    if (revision < 1) {
      throw new IllegalArgumentException("revision starts at 1, not " + revision);
    }
    if (complete == (incompleteReason != null)) {
      throw new IllegalArgumentException("incomplete_reason is given exactly when incomplete");
    }
    if (!version.equals(OLDEST_VERSION)) {
      requireNonNull(fetchedAt, "fetched_at");
      requireNonNull(tdlibVersion, "tdlib_version");
      requireNonNull(sourceInfo.chatId(), "chat_id");
      requireNonNull(commentsAsOf, "comments_as_of");
      requireNonNull(reactionsAsOf, "reactions_as_of");
    }
    senders = Collections.unmodifiableSortedMap(new TreeMap<>(senders));
  }
}

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
 * The members of an archive file before its messages.
 *
 * @param fetchedAt null in files of version 1.0 only, like {@code tdlibVersion}, {@code
 *     commentsAsOf} and {@code reactionsAsOf}
 * @param revision 1 for the first file of a day, one more for each replacement
 * @param incompleteReason a word of the closed list for the missing part, with a detail after a
 *     colon if there is one; null exactly when {@code complete}
 * @param commentsAsOf the file has no comments after this time
 * @param readBy the way the day was read; null in files before version 1.2
 * @param idRange the ids that were requested, when the day was read by ids
 * @param senders the display name of each sender in the file, by the sender's id in decimal digits
 * @param topics the name of each forum topic in the file, by the topic's id in decimal digits
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
    @Nullable ReadBy readBy,
    @Nullable IdRange idRange,
    Map<String, String> senders,
    Map<String, String> topics) {

  /** The version of new files. */
  public static final String VERSION = "1.2";

  static final String OLDEST_VERSION = "1.0";
  public static final String TIMEZONE = "UTC";

  public ArchiveHeader {
    requireNonNull(version, "version");
    requireNonNull(timezone, "timezone");
    requireNonNull(date, "date");
    requireNonNull(sourceInfo, "source_info");
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be at least 1, not " + revision);
    }
    if (complete == (incompleteReason != null)) {
      throw new IllegalArgumentException(
          "incomplete_reason must be null exactly when complete is true");
    }
    if (!version.equals(OLDEST_VERSION)) {
      requireNonNull(fetchedAt, "fetched_at");
      requireNonNull(tdlibVersion, "tdlib_version");
      requireNonNull(sourceInfo.chatId(), "chat_id");
      requireNonNull(commentsAsOf, "comments_as_of");
      requireNonNull(reactionsAsOf, "reactions_as_of");
    }
    senders = Collections.unmodifiableSortedMap(new TreeMap<>(senders));
    topics = Collections.unmodifiableSortedMap(new TreeMap<>(orEmpty(topics)));
  }

  /** Files before version 1.2 have no names of topics. */
  private static Map<String, String> orEmpty(@Nullable Map<String, String> names) {
    return names == null ? Map.of() : names;
  }
}

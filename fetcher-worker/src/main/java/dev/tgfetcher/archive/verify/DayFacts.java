package dev.tgfetcher.archive.verify;

import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a readable file that the check of its folder needs.
 *
 * @param messages the number of messages
 * @param first the type of the first message's service action
 * @param last the type of the last message's service action
 */
record DayFacts(
    LocalDate date,
    ArchiveHeader header,
    int messages,
    @Nullable String first,
    @Nullable String last) {

  /** The versions that called days complete which are not. */
  private static final Set<String> TRUSTING_VERSIONS = Set.of("1.0", "1.1");

  SourceInfo source() {
    return header.sourceInfo();
  }

  boolean isEmpty() {
    return messages == 0;
  }

  /** Whether an older version found no message, and called the day complete. */
  boolean isDoubtful() {
    return isEmpty() && header.complete() && TRUSTING_VERSIONS.contains(header.version());
  }

  /** Collects the facts while a file is read. */
  static final class Collector {
    private int messages;
    private @Nullable String first;
    private @Nullable String last;

    void add(ArchivedMessage message) {
      last = message.service() == null ? null : message.service().type();
      first = messages == 0 ? last : first;
      messages++;
    }

    DayFacts facts(LocalDate date, ArchiveHeader header) {
      return new DayFacts(date, header, messages, first, last);
    }
  }
}

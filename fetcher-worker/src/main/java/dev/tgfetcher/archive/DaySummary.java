package dev.tgfetcher.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A day's file after a write, as the event and the progress report it.
 *
 * @param place of the file: an absolute path, or {@code s3://bucket/key}
 * @param checksumSha256 the digest of the whole file, in lower case hex
 */
public record DaySummary(
    String chat,
    LocalDate date,
    String place,
    int revision,
    String checksumSha256,
    int messageCount,
    Optional<Instant> firstMessageTs,
    Optional<Instant> lastMessageTs,
    OptionalLong lastMessageId,
    boolean complete) {

  public DaySummary {
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be at least 1, not " + revision);
    }
    boolean anyMessage = firstMessageTs.isPresent();
    if (messageCount < 0
        || anyMessage != messageCount > 0
        || anyMessage != lastMessageTs.isPresent()
        || anyMessage != lastMessageId.isPresent()) {
      throw new IllegalArgumentException(
          "a day with messages has a first and a last one, a day without has neither");
    }
  }
}

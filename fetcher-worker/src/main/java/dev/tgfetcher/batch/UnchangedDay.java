package dev.tgfetcher.batch;

import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A day that a forced command has read again, and whose file has the same content. */
public record UnchangedDay(LocalDate date, long messageCount, int revision, String checksumSha256) {
  private static final int SHOWN = 12;

  /** Empty for a day that was skipped for another reason. */
  public static Optional<UnchangedDay> of(FetchSkipped event) {
    @Nullable Integer messages = event.messageCount();
    @Nullable Integer revision = event.revision();
    @Nullable String checksum = event.checksumSha256();
    return event.reason() != SkipReason.UNCHANGED
            || messages == null
            || revision == null
            || checksum == null
        ? Optional.empty()
        : Optional.of(new UnchangedDay(event.date(), messages, revision, checksum));
  }

  /** One line for an operator. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s unchanged: %,d messages, revision %d, sha256 %s...",
        date,
        messageCount,
        revision,
        checksumSha256.substring(0, Math.min(SHOWN, checksumSha256.length())));
  }
}

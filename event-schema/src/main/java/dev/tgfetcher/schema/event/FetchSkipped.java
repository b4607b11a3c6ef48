package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A day was skipped, or consecutive days of a command that names no days.
 *
 * @param date the day, or the newest of the days
 * @param firstDate the oldest of several days; null and absent for one day
 * @param messageCount messages of an unchanged day; null and absent for other reasons, like the
 *     next two
 * @param revision of an unchanged day's file
 * @param checksumSha256 of an unchanged day's file
 */
public record FetchSkipped(
    @JsonUnwrapped EventEnvelope envelope,
    String chat,
    LocalDate date,
    SkipReason reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate firstDate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer messageCount,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer revision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String checksumSha256)
    implements Event {

  public static final String NAME = "fetch_skipped";

  public FetchSkipped {
    requireNonNull(chat, "chat");
    requireNonNull(date, "date");
    requireNonNull(reason, "reason");
  }

  /** The number of skipped days. */
  public int days() {
    return firstDate == null ? 1 : Math.toIntExact(ChronoUnit.DAYS.between(firstDate, date) + 1);
  }

  @Override
  public String name() {
    return NAME;
  }
}

package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;

/** A day was skipped. */
public record FetchSkipped(
    @JsonUnwrapped EventEnvelope envelope, String chat, LocalDate date, SkipReason reason)
    implements Event {

  public static final String NAME = "fetch_skipped";

  public FetchSkipped {
    requireNonNull(chat, "chat");
    requireNonNull(date, "date");
    requireNonNull(reason, "reason");
  }

  @Override
  public String name() {
    return NAME;
  }
}

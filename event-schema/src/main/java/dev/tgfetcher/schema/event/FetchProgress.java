package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;

/** The number of messages of a day so far, after every thousand messages. */
public record FetchProgress(
    @JsonUnwrapped EventEnvelope envelope, String chat, LocalDate date, long messagesFetched)
    implements Event {

  public static final String NAME = "fetch_progress";

  public FetchProgress {
    requireNonNull(chat, "chat");
    requireNonNull(date, "date");
  }

  @Override
  public String name() {
    return NAME;
  }
}

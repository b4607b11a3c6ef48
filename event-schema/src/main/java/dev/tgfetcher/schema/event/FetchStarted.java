package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tgfetcher.schema.command.Strategy;
import java.time.LocalDate;

/** A worker started to read a day. */
public record FetchStarted(
    @JsonUnwrapped EventEnvelope envelope, String chat, LocalDate date, Strategy strategy)
    implements Event {

  public static final String NAME = "fetch_started";

  public FetchStarted {
    requireNonNull(chat, "chat");
    requireNonNull(date, "date");
    requireNonNull(strategy, "strategy");
  }

  @Override
  public String name() {
    return NAME;
  }
}

package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A command was dead-lettered.
 *
 * @param chat null when the command has no valid chat
 * @param retryCount the number of failed attempts before the last one
 */
public record CommandDeadLettered(
    @JsonUnwrapped EventEnvelope envelope,
    @Nullable String chat,
    String error,
    ErrorType errorType,
    int retryCount)
    implements Event {

  public static final String NAME = "command_dead_lettered";

  public CommandDeadLettered {
    requireNonNull(error, "error");
    requireNonNull(errorType, "error_type");
  }

  @Override
  public String name() {
    return NAME;
  }
}

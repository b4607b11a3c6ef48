package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A command was given up; the list of dead letters has it.
 *
 * @param chat null when the command named none
 * @param retryCount attempts that failed before the last one
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

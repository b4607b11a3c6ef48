package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A command has ended; this is its last event. A replay of its dead letter is another run, which
 * ends with another event. Redis fills in the numbers, which are zero until then.
 *
 * @param chat null when the command has no valid chat
 * @param days the days that were fetched or skipped
 * @param daysSkipped the days that were skipped
 * @param daysIncomplete the days whose file is not complete
 * @param messageCount the messages of the fetched days
 * @param durationSeconds since a worker first took the command; zero when none did
 * @param batchId the batch of the command; null when it has none
 * @param partOf the id of the command that was split into this one and others; null and absent for
 *     other commands
 */
public record CommandCompleted(
    @JsonUnwrapped EventEnvelope envelope,
    @Nullable String chat,
    CommandOutcome outcome,
    long days,
    long daysSkipped,
    long daysIncomplete,
    long messageCount,
    double durationSeconds,
    @Nullable String batchId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String partOf)
    implements Event {

  public static final String NAME = "command_completed";

  public CommandCompleted {
    requireNonNull(outcome, "outcome");
  }

  /** An end whose numbers Redis fills in. */
  public static CommandCompleted of(
      EventEnvelope envelope,
      @Nullable String chat,
      CommandOutcome outcome,
      @Nullable String batchId,
      @Nullable String partOf) {
    return new CommandCompleted(envelope, chat, outcome, 0, 0, 0, 0, 0, batchId, partOf);
  }

  @Override
  public String name() {
    return NAME;
  }
}

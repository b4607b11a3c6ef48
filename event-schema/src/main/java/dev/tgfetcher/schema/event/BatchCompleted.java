package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * All commands of a batch have ended. Its command id and its correlation id are the id of the
 * batch. Redis fills in the numbers, which are zero until then.
 *
 * @param commands the number of commands; the parts of a split command do not count
 * @param done the number of commands with this outcome; so for the other two
 */
public record BatchCompleted(
    @JsonUnwrapped EventEnvelope envelope,
    String batchId,
    long commands,
    long done,
    long deadLettered,
    long cancelled)
    implements Event {

  public static final String NAME = "batch_completed";

  public BatchCompleted {
    requireNonNull(batchId, "batch_id");
  }

  /** An end whose numbers Redis fills in. */
  public static BatchCompleted of(EventEnvelope envelope, String batchId) {
    return new BatchCompleted(envelope, batchId, 0, 0, 0, 0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable String chat() {
    return null;
  }
}

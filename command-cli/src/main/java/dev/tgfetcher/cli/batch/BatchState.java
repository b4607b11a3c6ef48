package dev.tgfetcher.cli.batch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch, and the commands that Redis has counted into it.
 *
 * @param state {@code open} until the last command has ended
 * @param size the number of commands after whose end the batch is completed; null when no pusher
 *     has said it, so that the batch stays open
 * @param members the commands with their states, open ones first; empty in a list of batches
 */
public record BatchState(
    String batchId,
    String state,
    @Nullable Long size,
    long commands,
    long open,
    long done,
    long deadLettered,
    long cancelled,
    @Nullable Instant createdAt,
    @Nullable Instant completedAt,
    List<Member> members) {

  /**
   * A command of a batch.
   *
   * @param state {@code open}, or its outcome
   */
  public record Member(String commandId, String state) {}

  public BatchState {
    members = List.copyOf(members);
  }

  static BatchState of(String batchId, Map<String, String> fields, List<Member> members) {
    String completed = fields.get("completed_at");
    String created = fields.get("created_at");
    String size = fields.get("size");
    return new BatchState(
        batchId,
        completed == null ? "open" : "completed",
        size == null ? null : Long.valueOf(size),
        number(fields, "commands"),
        number(fields, "open"),
        number(fields, "done"),
        number(fields, "dead_lettered"),
        number(fields, "cancelled"),
        created == null ? null : Instant.ofEpochMilli(Long.parseLong(created)),
        completed == null ? null : Instant.parse(completed),
        members);
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }
}

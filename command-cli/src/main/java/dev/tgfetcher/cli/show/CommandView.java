package dev.tgfetcher.cli.show;

import dev.tgfetcher.cli.deadletter.LogQuery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that is known of a command.
 *
 * @param state {@code queued}, {@code running}, {@code done}, {@code dead_lettered} or {@code
 *     cancelled}
 * @param place {@code pending}, {@code low}, {@code processing}, {@code delayed}, {@code twins},
 *     {@code paused}, {@code parts}, {@code dead_letters} or {@code ended}
 * @param worker the worker that has the command; null if none has
 * @param dueAt when a delayed command is due; null for others
 * @param attempts failed attempts
 * @param parts the parts of a split command, of which some may be open; null for other commands
 * @param letterId the dead letter; null if there is none, or none among the newest
 * @param payload the command as it was pushed; null after its end
 * @param events the events of the command that the stream still has, oldest first
 * @param notes the limits of the search, for a person
 */
record CommandView(
    String commandId,
    String correlationId,
    String chat,
    String state,
    String place,
    @Nullable String worker,
    @Nullable Instant dueAt,
    long attempts,
    long interruptions,
    long days,
    long daysSkipped,
    long daysIncomplete,
    long messageCount,
    @Nullable Long parts,
    @Nullable Long partsOpen,
    @Nullable String batchId,
    @Nullable Instant firstSeen,
    @Nullable Instant endedAt,
    @Nullable String lastError,
    @Nullable String letterId,
    @Nullable String payload,
    List<JsonNode> events,
    LogQuery logs,
    List<String> notes) {

  CommandView {
    events = List.copyOf(events);
    notes = List.copyOf(notes);
  }
}

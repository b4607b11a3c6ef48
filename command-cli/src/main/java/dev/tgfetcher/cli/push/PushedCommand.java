package dev.tgfetcher.cli.push;

import dev.tgfetcher.batch.UnchangedDay;
import dev.tgfetcher.schema.command.FetchCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pushed command as it is printed.
 *
 * @param outcome {@code pushed}; after a wait {@code done}, {@code unchanged}, {@code failed},
 *     {@code cancelled} or {@code waiting}
 * @param days days that were written
 * @param skipped days that needed no writing
 * @param unchanged the days that were read again without a difference; they count as skipped too
 * @param errorType why the command was dead-lettered; null unless it failed
 * @param error the message of the failure, or how many days were cancelled; null if neither
 */
public record PushedCommand(
    String chat,
    String mode,
    String commandId,
    String correlationId,
    String outcome,
    int days,
    int skipped,
    List<UnchangedDay> unchanged,
    long messages,
    @Nullable String errorType,
    @Nullable String error) {

  public static PushedCommand of(FetchCommand command) {
    return new PushedCommand(
        command.chat().canonical(),
        command.mode().wireName(),
        command.commandId(),
        command.correlationId(),
        "pushed",
        0,
        0,
        List.of(),
        0,
        null,
        null);
  }

  public boolean hasFailed() {
    return outcome.equals("failed") || outcome.equals("cancelled");
  }
}

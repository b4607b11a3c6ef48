package dev.tgfetcher.chaos;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.LocalDate;
import java.util.List;

/**
 * A payload that the driver pushes, and how it has to end.
 *
 * @param mark found in whatever becomes of it
 * @param fate why it has to be a dead letter; null if it has to be done
 * @param days that have to be archived and announced; none for a dead letter
 */
public record TestCommand(
    String mark, String payload, ErrorType fate, String chat, List<LocalDate> days) {
  public TestCommand {
    days = List.copyOf(days);
  }
}

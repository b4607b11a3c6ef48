package dev.tgfetcher.chaos;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.LocalDate;
import java.util.List;

/**
 * A command of a chaos run, with its expected outcome.
 *
 * @param id a part of the payload, of its events and of its dead letter
 * @param expectedError the error type of the expected dead letter; null for a command that must
 *     complete
 * @param days the days that must be archived and announced; empty for a dead letter
 */
public record TestCommand(
    String id, String payload, ErrorType expectedError, String chat, List<LocalDate> days) {
  public TestCommand {
    days = List.copyOf(days);
  }
}

package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.option.CommandFilter;
import dev.tgfetcher.cli.option.Period;
import dev.tgfetcher.schema.event.ErrorType;
import java.util.Set;

/**
 * Selects dead letters by command, error type and time.
 *
 * @param errorTypes of which one must be equal; an empty set matches all
 * @param failed the period in which they failed
 */
public record LetterFilter(CommandFilter commands, Set<ErrorType> errorTypes, Period failed) {
  public LetterFilter {
    errorTypes = Set.copyOf(errorTypes);
  }

  public boolean matches(StoredLetter letter) {
    boolean rightType =
        errorTypes.isEmpty() || letter.errorType().filter(errorTypes::contains).isPresent();
    return rightType
        && failed.includes(letter.failedAt())
        && commands.matches(letter.chat(), letter.requestedBy());
  }
}

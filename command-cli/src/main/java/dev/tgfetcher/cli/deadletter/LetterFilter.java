package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.option.CommandFilter;
import dev.tgfetcher.cli.option.Period;
import dev.tgfetcher.schema.event.ErrorType;
import java.util.Set;

/**
 * Which dead letters are meant.
 *
 * @param errorTypes any of them; empty lets all pass
 * @param died when
 */
public record LetterFilter(CommandFilter commands, Set<ErrorType> errorTypes, Period died) {
  public LetterFilter {
    errorTypes = Set.copyOf(errorTypes);
  }

  public boolean matches(StoredLetter letter) {
    boolean rightType =
        errorTypes.isEmpty() || letter.errorType().filter(errorTypes::contains).isPresent();
    return rightType
        && died.includes(letter.failedAt())
        && commands.matches(letter.chat(), letter.requestedBy());
  }
}

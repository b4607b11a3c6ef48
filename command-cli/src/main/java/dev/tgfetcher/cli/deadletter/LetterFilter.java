package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.schema.ErrorType;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Which dead letters are meant; what is empty lets all pass.
 *
 * @param chats any of them
 * @param errorTypes any of them
 * @param since not older
 * @param until not newer
 * @param requestedBy any of them
 */
public record LetterFilter(
    List<Glob> chats,
    Set<ErrorType> errorTypes,
    Instant since,
    Instant until,
    List<Glob> requestedBy) {

  public LetterFilter {
    chats = List.copyOf(chats);
    errorTypes = Set.copyOf(errorTypes);
    requestedBy = List.copyOf(requestedBy);
  }

  public boolean lets(StoredLetter letter) {
    boolean rightType =
        errorTypes.isEmpty() || letter.errorType().filter(errorTypes::contains).isPresent();
    boolean rightTime = !letter.failedAt().isBefore(since) && !letter.failedAt().isAfter(until);
    return rightType && rightTime && isRightChat(letter) && isRightPerson(letter);
  }

  private boolean isRightChat(StoredLetter letter) {
    return chats.isEmpty() || chats.stream().anyMatch(glob -> glob.matchesChat(letter.chat()));
  }

  private boolean isRightPerson(StoredLetter letter) {
    return requestedBy.isEmpty()
        || requestedBy.stream().anyMatch(glob -> glob.matches(letter.requestedBy()));
  }
}

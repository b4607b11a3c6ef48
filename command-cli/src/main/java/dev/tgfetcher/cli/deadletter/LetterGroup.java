package dev.tgfetcher.cli.deadletter;

import java.time.Instant;

/**
 * The dead letters of one chat and error type.
 *
 * @param letters their number
 * @param oldest when the first of them failed
 * @param newest when the last of them failed
 */
public record LetterGroup(
    String chat, String errorType, int letters, Instant oldest, Instant newest) {

  static LetterGroup of(StoredLetter letter) {
    return new LetterGroup(
        letter.chat(), letter.errorTypeName(), 1, letter.failedAt(), letter.failedAt());
  }

  LetterGroup with(LetterGroup other) {
    return new LetterGroup(
        chat,
        errorType,
        letters + other.letters,
        oldest.isBefore(other.oldest) ? oldest : other.oldest,
        newest.isAfter(other.newest) ? newest : other.newest);
  }
}

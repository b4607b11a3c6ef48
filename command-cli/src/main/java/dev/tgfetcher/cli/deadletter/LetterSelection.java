package dev.tgfetcher.cli.deadletter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that are to be changed, fixed before the first change: what dies meanwhile is no
 * part of it. It knows them by eight bytes each, so that a hundred thousand are less than a
 * megabyte.
 */
public final class LetterSelection {
  private final long[] fingerprints;
  private final List<LetterGroup> groups;
  private final int malformed;
  private final @Nullable StoredLetter firstMalformed;

  private LetterSelection(
      long[] fingerprints,
      List<LetterGroup> groups,
      int malformed,
      @Nullable StoredLetter firstMalformed) {
    this.fingerprints = fingerprints;
    this.groups = groups;
    this.malformed = malformed;
    this.firstMalformed = firstMalformed;
  }

  /**
   * Reads all letters once.
   *
   * @param fit those that are wanted and cannot be changed so are counted, and left alone
   * @param limit the oldest so many
   */
  public static LetterSelection of(
      DeadLetters letters,
      Predicate<StoredLetter> wanted,
      Predicate<StoredLetter> fit,
      long limit) {
    Gathering gathering = new Gathering();
    letters.oldestFirst(
        letter -> {
          if (wanted.test(letter)) {
            gathering.add(letter, fit.test(letter));
          }
          return gathering.size < limit;
        });
    return gathering.selection();
  }

  private static final class Gathering {
    private final LongStream.Builder fingerprints = LongStream.builder();
    private final Map<String, LetterGroup> groups = new TreeMap<>();
    private int size;
    private int malformed;
    private @Nullable StoredLetter firstMalformed;

    void add(StoredLetter letter, boolean fit) {
      if (!fit) {
        malformed++;
        firstMalformed = firstMalformed == null ? letter : firstMalformed;
        return;
      }
      size++;
      fingerprints.add(letter.fingerprint());
      LetterGroup alone = LetterGroup.of(letter);
      groups.merge(letter.chat() + "\n" + letter.errorTypeName(), alone, LetterGroup::with);
    }

    LetterSelection selection() {
      Comparator<LetterGroup> most = Comparator.comparingInt(LetterGroup::letters).reversed();
      return new LetterSelection(
          fingerprints.build().sorted().toArray(),
          groups.values().stream().sorted(most).toList(),
          malformed,
          firstMalformed);
    }
  }

  boolean contains(StoredLetter letter) {
    return Arrays.binarySearch(fingerprints, letter.fingerprint()) >= 0;
  }

  /** Identical letters count each. */
  public int size() {
    return fingerprints.length;
  }

  /** By chat and error type, the largest first. */
  public List<LetterGroup> groups() {
    return groups;
  }

  /** How many were wanted and cannot be changed so. */
  public int malformed() {
    return malformed;
  }

  /** One of those. */
  public Optional<StoredLetter> firstMalformed() {
    return Optional.ofNullable(firstMalformed);
  }
}

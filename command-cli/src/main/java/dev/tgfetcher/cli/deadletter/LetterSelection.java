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
 * The dead letters to change, fixed before the first change, so that later letters are no part of
 * it. It keeps eight bytes for each letter: a hundred thousand letters take less than a megabyte.
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
   * Reads the list once and selects letters, the oldest first.
   *
   * @param changeable a wanted letter that does not match is counted as malformed and not selected
   * @param limit the largest number of letters to select
   */
  public static LetterSelection of(
      DeadLetters letters,
      Predicate<StoredLetter> wanted,
      Predicate<StoredLetter> changeable,
      long limit) {
    Collector collector = new Collector();
    letters.oldestFirst(
        letter -> {
          if (wanted.test(letter)) {
            collector.add(letter, changeable.test(letter));
          }
          return collector.size < limit;
        });
    return collector.selection();
  }

  private static final class Collector {
    private final LongStream.Builder fingerprints = LongStream.builder();
    private final Map<String, LetterGroup> groups = new TreeMap<>();
    private int size;
    private int malformed;
    private @Nullable StoredLetter firstMalformed;

    void add(StoredLetter letter, boolean changeable) {
      if (!changeable) {
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

  /** The number of letters; each identical one counts. */
  public int size() {
    return fingerprints.length;
  }

  /** The letters by chat and error type, the largest group first. */
  public List<LetterGroup> groups() {
    return groups;
  }

  /** The number of wanted letters that cannot be changed. */
  public int malformed() {
    return malformed;
  }

  /** The first wanted letter that cannot be changed. */
  public Optional<StoredLetter> firstMalformed() {
    return Optional.ofNullable(firstMalformed);
  }
}

package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.redis.Payload;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Adds exported letters to the list, unless they are in it. A letter that the lines have twice and
 * the list has once is added once, so that a second import adds nothing.
 */
public final class LetterImport {
  private final DeadLetters letters;
  private final Map<Long, Integer> copiesInList = new HashMap<>();
  private int added;
  private int present;
  private int refused;

  /**
   * The result of an import.
   *
   * @param added lines whose letter was added
   * @param present lines whose letter was in the list
   * @param refused lines that are no dead letter
   */
  public record Outcome(int added, int present, int refused) {}

  public LetterImport(DeadLetters letters) {
    this.letters = letters;
  }

  /** Reads the list once; must come before {@link #read}. */
  public LetterImport prepare() {
    letters.oldestFirst(
        letter -> {
          copiesInList.merge(letter.fingerprint(), 1, Integer::sum);
          return true;
        });
    return this;
  }

  /**
   * Adds the letters of the lines until their end or a stop.
   *
   * @param name the source of the lines, for problems
   * @param problems receives a message for each line that is no dead letter
   */
  public void read(
      BufferedReader lines, String name, BooleanSupplier stop, Consumer<String> problems)
      throws IOException {
    int number = 0;
    for (String line = lines.readLine();
        line != null && !stop.getAsBoolean();
        line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        add(line, name + ":" + number, problems);
      }
    }
  }

  private void add(String line, String place, Consumer<String> problems) {
    try {
      add(LetterLine.element(line));
    } catch (IllegalArgumentException e) {
      refused++;
      problems.accept(place + ": " + e.getMessage());
    }
  }

  private void add(Payload element) {
    long fingerprint = StoredLetter.of(element).fingerprint();
    int copies = copiesInList.getOrDefault(fingerprint, 0);
    if (copies > 0) {
      copiesInList.put(fingerprint, copies - 1);
      present++;
      return;
    }
    letters.restore(element);
    added++;
  }

  public Outcome outcome() {
    return new Outcome(added, present, refused);
  }
}

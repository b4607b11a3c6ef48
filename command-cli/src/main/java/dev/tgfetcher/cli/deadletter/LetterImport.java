package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.redis.Payload;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Adds exported letters to the list, unless they are there: a letter that the lines have twice and
 * the list once is added once, so that a second import adds nothing.
 */
public final class LetterImport {
  private final DeadLetters letters;
  private final Map<Long, Integer> there = new HashMap<>();
  private int added;
  private int present;
  private int refused;

  /**
   * What came of it.
   *
   * @param added lines that are letters of the list now
   * @param present lines whose letter was there
   * @param refused lines that are no letter
   */
  public record Outcome(int added, int present, int refused) {}

  public LetterImport(DeadLetters letters) {
    this.letters = letters;
  }

  /** Reads the list once, so that {@link #read} knows what is there. */
  public LetterImport prepare() {
    letters.oldestFirst(
        letter -> {
          there.merge(letter.fingerprint(), 1, Integer::sum);
          return true;
        });
    return this;
  }

  /**
   * Reads lines to their end, or until it is told to stop.
   *
   * @param name of what is read, for complaints
   */
  public void read(
      BufferedReader lines, String name, BooleanSupplier stop, Consumer<String> complaints)
      throws IOException {
    int number = 0;
    for (String line = lines.readLine();
        line != null && !stop.getAsBoolean();
        line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        add(line, name + ":" + number, complaints);
      }
    }
  }

  private void add(String line, String place, Consumer<String> complaints) {
    try {
      add(LetterLine.element(line));
    } catch (IllegalArgumentException e) {
      refused++;
      complaints.accept(place + ": " + e.getMessage());
    }
  }

  private void add(Payload element) {
    long fingerprint = StoredLetter.of(element).fingerprint();
    int copies = there.getOrDefault(fingerprint, 0);
    if (copies > 0) {
      there.put(fingerprint, copies - 1);
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

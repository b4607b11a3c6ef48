package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Changes each letter of a selection, the oldest first.
 *
 * <ol>
 *   <li>It reads a page of the list.
 *   <li>It moves the selected letters of the page to the head, if others are before them.
 *   <li>It changes them one by one at the given pace; a changed letter leaves the list.
 *   <li>It goes on behind the letters that stayed.
 *   <li>It repeats the pass while it finds letters, because other processes may move letters to
 *       places that it has read.
 * </ol>
 *
 * <p>A stop request ends it between two letters.
 */
public final class LetterSweep {
  private final DeadLetters letters;
  private final LetterSelection selection;
  private final Pace pace;
  private final StopRequest stop;
  private final LongConsumer progress;

  private long changed;
  private long gone;

  /**
   * The change of a letter.
   *
   * @param prepare receives the letters of a page before they are changed
   * @param apply changes a letter; returns false if it was no longer there
   */
  public record Change(BatchListener prepare, Predicate<StoredLetter> apply) {}

  /** Receives letters before they are changed. */
  @FunctionalInterface
  public interface BatchListener {
    void next(List<StoredLetter> batch);
  }

  /**
   * The result of a sweep.
   *
   * @param changed letters that were changed
   * @param gone letters that another process removed from the list before
   * @param stopped whether a stop request ended it
   */
  public record Outcome(long changed, long gone, boolean stopped) {}

  /**
   * Creates a sweep.
   *
   * @param progress receives the number of changed letters after each change
   */
  public LetterSweep(
      DeadLetters letters,
      LetterSelection selection,
      Pace pace,
      StopRequest stop,
      LongConsumer progress) {
    this.letters = letters;
    this.selection = selection;
    this.pace = pace;
    this.stop = stop;
    this.progress = progress;
  }

  public Outcome run(Change change) {
    long before;
    boolean stopped;
    do {
      before = changed;
      stopped = !pass(change);
    } while (!stopped && changed > before && changed + gone < selection.size());
    return new Outcome(changed, stopped ? gone : selection.size() - changed, stopped);
  }

  /** Returns false if a stop request ended it. */
  private boolean pass(Change change) {
    int first = 0;
    List<StoredLetter> page = letters.page(first);
    while (!page.isEmpty() && changed + gone < selection.size()) {
      List<StoredLetter> batch = page.stream().filter(selection::contains).toList();
      change.prepare().next(batch);
      if (first > 0 && !batch.isEmpty()) {
        letters.gather(first, batch);
      }
      for (StoredLetter letter : batch) {
        if (isStopped()) {
          return false;
        }
        apply(change, letter);
      }
      first += page.size() - batch.size();
      page = letters.page(first);
    }
    return true;
  }

  private void apply(Change change, StoredLetter letter) {
    if (change.apply().test(letter)) {
      changed++;
      progress.accept(changed);
    } else {
      gone++;
    }
  }

  private boolean isStopped() {
    Duration wait = pace.reserve();
    return wait.isZero() ? stop.isRequested() : stop.await(wait);
  }
}

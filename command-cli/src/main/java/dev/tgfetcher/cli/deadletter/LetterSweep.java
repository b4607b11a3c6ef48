package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Changes each letter of a selection, the oldest first:
 *
 * <ol>
 *   <li>reads a page of the list;
 *   <li>brings those letters of it that are selected to the head, if others lie before them;
 *   <li>changes them, one by one, at the pace that is asked for;
 *   <li>goes on behind those that stayed: what was changed is gone from the list;
 *   <li>looks through the list once more as long as that finds any: others may have changed it
 *       meanwhile, and moved letters to where it had been already.
 * </ol>
 *
 * <p>A stop that is asked for comes between two letters.
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
   * What is done.
   *
   * @param prepare is told what will be changed next
   * @param apply changes one; false if it was no longer there
   */
  public record Change(BatchListener prepare, Predicate<StoredLetter> apply) {}

  /** Told of letters before they are changed. */
  @FunctionalInterface
  public interface BatchListener {
    void next(List<StoredLetter> batch);
  }

  /**
   * How far it came.
   *
   * @param changed letters that were changed
   * @param gone letters that somebody else had taken out of the list meanwhile
   */
  public record Outcome(long changed, long gone, boolean stopped) {}

  /**
   * Prepares.
   *
   * @param progress told how many were changed
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

  /** Returns false when it was stopped. */
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

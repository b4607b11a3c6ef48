package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.CliException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that select dead letters: by id, by a filter, or all. */
final class LetterSelector {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Ids as in 'dlq list', or their beginnings.")
  private List<String> ids = List.of();

  @Mixin private LetterFilterOptions filter = new LetterFilterOptions();

  @Option(names = "--all", description = "All dead letters.")
  private boolean all;

  /** Refuses to run without ids and options, because that would select all letters. */
  void requireMade() {
    if (ids.isEmpty() && filter.isEmpty() && !all) {
      throw CliException.wrongUsage(
          "no selection: name dead letters by id or by a filter, or add --all");
    }
    requireOneWay();
  }

  /** Refuses ids together with a filter, because their meaning is ambiguous. */
  void requireOneWay() {
    if (!ids.isEmpty() && (all || !filter.isEmpty())) {
      throw CliException.wrongUsage("name dead letters either by id or by a filter, not by both");
    }
  }

  boolean isByIds() {
    return !ids.isEmpty();
  }

  Predicate<StoredLetter> wanted(DeadLetters letters, Instant now) {
    if (isByIds()) {
      Set<String> wanted = resolved(letters, ids);
      return letter -> wanted.contains(letter.id());
    }
    LetterFilter wanted = filter.filter(now);
    return wanted::matches;
  }

  /** The selection as typed, for the audit. */
  String text(Instant now) {
    if (isByIds()) {
      return String.join(" ", ids);
    }
    return filter.isEmpty() ? "--all" : filter.text(now);
  }

  /** Returns the full ids. */
  static Set<String> resolved(DeadLetters letters, List<String> ids) {
    try {
      return new LetterIds(ids).resolve(letters);
    } catch (IllegalArgumentException e) {
      throw CliException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the letter of an id; the oldest of identical ones. */
  static StoredLetter one(DeadLetters letters, String id) {
    String full = resolved(letters, List.of(id)).iterator().next();
    return letters
        .find(full)
        .orElseThrow(() -> CliException.failed("another process has just removed " + full));
  }
}

package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.CliException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters are meant: by id, by a filter, or all. */
final class LetterSelector {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Id that 'dlq list' shows, or the beginning of one.")
  private List<String> ids = List.of();

  @Mixin private LetterFilterOptions filter = new LetterFilterOptions();

  @Option(names = "--all", description = "Each dead letter there is.")
  private boolean all;

  /** Refuses a choice of nothing, which would be one of everything. */
  void requireMade() {
    if (ids.isEmpty() && filter.isEmpty() && !all) {
      throw CliException.wrongUsage("name dead letters by id or by a filter, or say --all");
    }
    requireOneWay();
  }

  /** Ids and a filter together would be read in two ways. */
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

  /** For the audit. */
  String text(Instant now) {
    if (isByIds()) {
      return String.join(" ", ids);
    }
    return filter.isEmpty() ? "--all" : filter.text(now);
  }

  /** The full ids that these stand for. */
  static Set<String> resolved(DeadLetters letters, List<String> ids) {
    try {
      return new LetterIds(ids).resolve(letters);
    } catch (IllegalArgumentException e) {
      throw CliException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** The letter that this id names; the oldest of identical ones. */
  static StoredLetter one(DeadLetters letters, String id) {
    String full = resolved(letters, List.of(id)).iterator().next();
    return letters
        .find(full)
        .orElseThrow(() -> CliException.failed(full + " was taken by somebody else meanwhile"));
  }
}

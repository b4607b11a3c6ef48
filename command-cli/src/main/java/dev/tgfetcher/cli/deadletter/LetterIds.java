package dev.tgfetcher.cli.deadletter;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds dead letters by ids, or by beginnings of ids. */
public final class LetterIds {
  private static final int MOST_CANDIDATES = 10;

  private final List<String> prefixes;

  public LetterIds(List<String> prefixes) {
    this.prefixes = prefixes.stream().map(prefix -> prefix.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Returns the full ids.
   *
   * @throws IllegalArgumentException if an id names no letter, or several that differ; the message
   *     is for an operator
   */
  public Set<String> resolve(DeadLetters letters) {
    Map<String, Map<String, StoredLetter>> found = new LinkedHashMap<>();
    prefixes.forEach(prefix -> found.put(prefix, new LinkedHashMap<>()));
    letters.oldestFirst(
        letter -> {
          found.forEach((prefix, named) -> note(prefix, letter, named));
          return true;
        });
    Set<String> ids = new LinkedHashSet<>();
    found.forEach((prefix, named) -> ids.add(only(prefix, named)));
    return ids;
  }

  private static void note(String prefix, StoredLetter letter, Map<String, StoredLetter> named) {
    if (letter.id().startsWith(prefix) && named.size() <= MOST_CANDIDATES) {
      named.put(letter.id(), letter);
    }
  }

  private static String only(String prefix, Map<String, StoredLetter> named) {
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "no dead letter has the id " + prefix + "; 'tg-fetcher dlq list' shows the ids");
    }
    if (named.size() > 1) {
      List<String> candidates =
          named.values().stream()
              .limit(MOST_CANDIDATES)
              .map(letter -> letter.id() + " " + letter.chat() + " " + letter.errorTypeName())
              .toList();
      throw new IllegalArgumentException(
          "several dead letters have an id that starts with %s: %s%s"
              .formatted(
                  prefix,
                  String.join(", ", candidates),
                  named.size() > MOST_CANDIDATES ? ", ..." : ""));
    }
    return named.keySet().iterator().next();
  }
}

package dev.tgfetcher.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The further properties of a record: sorted, so that they are always written alike. */
final class Details {
  private Details() {}

  /** The JSON names of a record's own components, which details must not repeat. */
  static Set<String> ownNames(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  static SortedMap<String, @Nullable Object> of(
      @Nullable Map<String, ? extends @Nullable Object> details, Set<String> ownNames) {
    if (details == null || details.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, @Nullable Object> sorted = new TreeMap<>(details);
    for (String name : ownNames) {
      if (sorted.containsKey(name)) {
        throw new IllegalArgumentException(name + " is a field of its own, not a detail");
      }
    }
    return Collections.unmodifiableSortedMap(sorted);
  }
}

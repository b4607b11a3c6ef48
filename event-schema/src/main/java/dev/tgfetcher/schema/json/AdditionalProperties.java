package dev.tgfetcher.schema.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The further properties of a record. They are sorted at every level and their numbers are {@code
 * Long} or {@code BigDecimal}, so that equal details are equal values and equal bytes.
 */
public final class AdditionalProperties {
  private AdditionalProperties() {}

  /**
   * The JSON names of a record's own components, which details must not repeat: the mapper takes
   * even the name of the component that holds them for its own.
   */
  public static Set<String> ownNames(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  public static SortedMap<String, @Nullable Object> of(
      @Nullable Map<String, ? extends @Nullable Object> details, Set<String> ownNames) {
    if (details == null || details.isEmpty()) {
      return Collections.emptySortedMap();
    }
    for (String name : ownNames) {
      if (details.containsKey(name)) {
        throw new IllegalArgumentException(name + " is a field of its own, not a detail");
      }
    }
    return sorted(details);
  }

  private static SortedMap<String, @Nullable Object> sorted(
      Map<?, ? extends @Nullable Object> members) {
    SortedMap<String, @Nullable Object> sorted = new TreeMap<>();
    members.forEach((name, value) -> sorted.put(String.valueOf(name), normal(value)));
    return Collections.unmodifiableSortedMap(sorted);
  }

  private static List<@Nullable Object> list(List<? extends @Nullable Object> elements) {
    List<@Nullable Object> list = new ArrayList<>();
    elements.forEach(element -> list.add(normal(element)));
    return Collections.unmodifiableList(list);
  }

  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return sorted(members);
    }
    if (value instanceof List<?> elements) {
      return list(elements);
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number);
    }
    return value;
  }
}

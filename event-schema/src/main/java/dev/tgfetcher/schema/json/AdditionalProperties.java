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
 * The additional properties of a record, in a normal form: sorted at every level, with {@code Long}
 * or {@code BigDecimal} numbers. Equal properties are then equal values and equal bytes.
 */
public final class AdditionalProperties {
  private AdditionalProperties() {}

  /**
   * The JSON names of a record's components, the component of the additional properties included.
   * These names are reserved.
   */
  public static Set<String> ownNames(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The normal form of additional properties.
   *
   * @throws IllegalArgumentException when a property has a reserved name
   */
  public static SortedMap<String, @Nullable Object> normalize(
      @Nullable Map<String, ? extends @Nullable Object> details, Set<String> ownNames) {
    if (details == null || details.isEmpty()) {
      return Collections.emptySortedMap();
    }
    for (String name : ownNames) {
      if (details.containsKey(name)) {
        throw new IllegalArgumentException(
            name + " is the name of a field, not of an additional property");
      }
    }
    return sorted(details);
  }

  /** The normal form of a list of JSON values. */
  public static List<@Nullable Object> normalize(List<? extends @Nullable Object> values) {
    return list(values);
  }

  private static SortedMap<String, @Nullable Object> sorted(
      Map<?, ? extends @Nullable Object> members) {
    SortedMap<String, @Nullable Object> sorted = new TreeMap<>();
    members.forEach((name, value) -> sorted.put(String.valueOf(name), normalValue(value)));
    return Collections.unmodifiableSortedMap(sorted);
  }

  private static List<@Nullable Object> list(List<? extends @Nullable Object> elements) {
    List<@Nullable Object> list = new ArrayList<>();
    elements.forEach(element -> list.add(normalValue(element)));
    return Collections.unmodifiableList(list);
  }

  private static @Nullable Object normalValue(@Nullable Object value) {
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

package dev.tgfetcher.chaos.history;

import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places of commands: the lists and the set of the queue, changed as Redis changes them. */
final class QueuePlaces {
  private static final Pattern TWIN = Pattern.compile("\\d+ \\S+ (.*)", Pattern.DOTALL);

  private final RedisKeys keys;
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Set<String> delayed = new HashSet<>();
  private final Map<String, Integer> places = new HashMap<>();

  QueuePlaces(RedisKeys keys) {
    this.keys = keys;
  }

  /** The number of places of a command. */
  int of(String payload) {
    return places.getOrDefault(payload, 0);
  }

  /**
   * Runs a command of Redis. Returns the commands of the queue whose places it may have changed.
   */
  Set<String> run(List<String> words) {
    String key = words.size() > 1 ? words.get(1) : "";
    Set<String> touched = new HashSet<>();
    switch (words.get(0).toUpperCase(Locale.ROOT)) {
      case "RPUSH" -> words.subList(2, words.size()).forEach(e -> touched.add(add(key, e, false)));
      case "LPUSH" -> words.subList(2, words.size()).forEach(e -> touched.add(add(key, e, true)));
      case "LMOVE", "RPOPLPUSH" -> move(words, touched);
      case "LPOP" -> touched.add(pop(key, 0));
      case "LREM" -> touched.addAll(remove(key, Integer.parseInt(words.get(2)), words.get(3)));
      case "ZADD" -> addDelayed(key, words, touched);
      case "ZREM" -> words.subList(2, words.size()).forEach(e -> removeDelayed(key, e, touched));
      case "DEL", "UNLINK" -> words.subList(1, words.size()).forEach(e -> clear(e, touched));
      default -> {
        // The command changes no place.
      }
    }
    touched.remove("");
    return touched;
  }

  private void move(List<String> words, Set<String> touched) {
    boolean oldest = words.size() > 3 && words.get(3).equalsIgnoreCase("LEFT");
    List<String> source = list(words.get(1));
    String element = pop(words.get(1), oldest ? 0 : source.size() - 1);
    touched.add(element);
    touched.add(add(words.get(2), element, words.size() < 5 || words.get(4).equals("LEFT")));
  }

  private boolean isPlace(String key) {
    return key.equals(keys.pending())
        || key.equals(keys.low())
        || key.startsWith(keys.waitingForPause(""))
        || key.equals(keys.twins())
        || key.startsWith(keys.processing(""));
  }

  private List<String> list(String key) {
    return lists.computeIfAbsent(key, name -> new ArrayList<>());
  }

  private String add(String key, String element, boolean first) {
    if (!isPlace(key)) {
      return "";
    }
    List<String> list = list(key);
    list.add(first ? 0 : list.size(), element);
    return changed(payload(key, element), 1);
  }

  private String pop(String key, int index) {
    List<String> list = list(key);
    if (!isPlace(key) || index < 0 || index >= list.size()) {
      return "";
    }
    return changed(payload(key, list.remove(index)), -1);
  }

  private Set<String> remove(String key, int count, String element) {
    Set<String> touched = new HashSet<>();
    List<String> list = list(key);
    int left = count == 0 ? list.size() : Math.abs(count);
    while (isPlace(key) && left-- > 0) {
      touched.add(pop(key, count < 0 ? list.lastIndexOf(element) : list.indexOf(element)));
    }
    return touched;
  }

  private void addDelayed(String key, List<String> words, Set<String> touched) {
    String element = words.get(words.size() - 1);
    if (key.equals(keys.delayed()) && delayed.add(element)) {
      touched.add(changed(element, 1));
    }
  }

  private void removeDelayed(String key, String element, Set<String> touched) {
    if (key.equals(keys.delayed()) && delayed.remove(element)) {
      touched.add(changed(element, -1));
    }
  }

  private void clear(String key, Set<String> touched) {
    if (key.equals(keys.delayed())) {
      List.copyOf(delayed).forEach(element -> removeDelayed(key, element, touched));
    }
    while (isPlace(key) && !list(key).isEmpty()) {
      touched.add(pop(key, 0));
    }
  }

  private String payload(String key, String element) {
    Matcher twin = TWIN.matcher(element);
    return key.equals(keys.twins()) && twin.matches() ? twin.group(1) : element;
  }

  private String changed(String payload, int by) {
    places.merge(payload, by, Integer::sum);
    return payload;
  }
}

package dev.tgfetcher.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of one scrape, as Prometheus reads them: values by name and labels. */
public record Scrape(Map<String, Map<Map<String, String>, Double>> families) {
  private static final Pattern SERIES = Pattern.compile("([a-z_:A-Z0-9]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  public static Scrape parse(String text) {
    Map<String, Map<Map<String, String>, Double>> families = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              Matcher series = SERIES.matcher(line);
              if (!series.matches()) {
                throw new IllegalArgumentException("no series: " + line);
              }
              families
                  .computeIfAbsent(series.group(1), name -> new LinkedHashMap<>())
                  .put(labels(series.group(2)), value(series.group(3)));
            });
    return new Scrape(families);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }

  private static double value(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  public boolean has(String name) {
    return families.containsKey(name);
  }

  /** The series with exactly these labels, name and value in turn; NaN if there is none. */
  public double value(String name, String... labels) {
    return families.getOrDefault(name, Map.of()).getOrDefault(asMap(labels), Double.NaN);
  }

  /** The sum of all series with at least these labels, over several scrapes. */
  public static double sum(List<Scrape> scrapes, String name, String... labels) {
    return scrapes.stream()
        .flatMap(scrape -> scrape.families.getOrDefault(name, Map.of()).entrySet().stream())
        .filter(series -> series.getKey().entrySet().containsAll(asMap(labels).entrySet()))
        .mapToDouble(Map.Entry::getValue)
        .filter(value -> !Double.isNaN(value))
        .sum();
  }

  private static Map<String, String> asMap(String... labels) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return map;
  }
}

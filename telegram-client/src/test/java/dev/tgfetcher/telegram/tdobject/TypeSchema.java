package dev.tgfetcher.telegram.tdobject;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TDLib's classes and functions, parsed from their definitions in TypeScript. These have one type
 * for all numbers, and text for an int64 of an answer.
 */
final class TypeSchema {
  private static final Pattern CLASS = Pattern.compile("  export type (\\w+)(\\$Input)? = \\{");
  private static final Pattern UNION = Pattern.compile("  export type (\\w+)(\\$Input)? =");
  private static final Pattern MEMBER = Pattern.compile("    \\| (\\w+)(\\$Input)?");
  private static final Pattern FIELD = Pattern.compile("    (readonly )?(\\w+)\\??: (.*),");
  private static final Pattern RESULT = Pattern.compile("    (\\w+): (\\w+),");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

  /**
   * @param fields by name, with their types as in an answer
   * @param inputs the same, with their types as in a request
   */
  record Struct(
      String name, boolean isFunction, Map<String, String> fields, Map<String, String> inputs) {
    private static Struct named(String name, boolean isFunction) {
      return new Struct(name, isFunction, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    Map<String, String> all() {
      Map<String, String> all = new LinkedHashMap<>(inputs);
      all.putAll(fields);
      return all;
    }
  }

  private final Map<String, Struct> structs = new TreeMap<>();
  private final Map<String, Set<String>> unions = new TreeMap<>();
  private final Map<String, String> results = new TreeMap<>();

  static TypeSchema parse(String definitions) {
    TypeSchema schema = new TypeSchema();
    String[] sections = definitions.split("export type \\$FunctionResultByName = \\{", 2);
    schema.parseTypes(sections[0]);
    sections[1].lines().takeWhile(line -> !line.equals("  }")).forEach(schema::parseResult);
    return schema;
  }

  private void parseTypes(String text) {
    Struct struct = null;
    boolean isInput = false;
    Set<String> union = null;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher opened = CLASS.matcher(line);
      Matcher unionOpened = UNION.matcher(line);
      Matcher field = FIELD.matcher(line);
      Matcher member = MEMBER.matcher(line);
      if (opened.matches()) {
        isInput = opened.group(2) != null;
        struct = structs.computeIfAbsent(opened.group(1), name -> Struct.named(name, false));
      } else if (unionOpened.matches()) {
        union = unions.computeIfAbsent(unionOpened.group(1), name -> new TreeSet<>());
      } else if (struct != null && field.matches()) {
        if (field.group(2).equals("_")) {
          if (field.group(1) != null && !isInput) {
            struct = Struct.named(struct.name(), true);
            structs.put(struct.name(), struct);
          }
        } else {
          (isInput ? struct.inputs() : struct.fields()).put(field.group(2), normal(field.group(3)));
        }
      } else if (union != null && member.matches()) {
        union.add(member.group(1));
      } else if (line.equals("  }")) {
        struct = null;
      } else if (line.isBlank()) {
        union = null;
      }
    }
  }

  private static String normal(String type) {
    return type.replace("$Input", "").replace(" | null", "").replace("ReadonlyArray", "Array");
  }

  private void parseResult(String line) {
    Matcher result = RESULT.matcher(line);
    if (result.matches()) {
      results.put(result.group(1), result.group(2));
    }
  }

  Set<String> names() {
    return structs.keySet();
  }

  Struct struct(String name) {
    return structs.get(name);
  }

  /** The classes that stand for this one; itself if it is no union. */
  Set<String> members(String type) {
    String name = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    return unions.getOrDefault(type, Set.of(name));
  }

  Map<String, Set<String>> unions() {
    return unions;
  }

  /** The names with all classes that their fields and results may have. */
  Set<String> closure(Set<String> names) {
    Set<String> closure = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      Struct struct = structs.get(open.remove());
      if (struct != null && closure.add(struct.name())) {
        struct.all().values().forEach(type -> open.addAll(referred(type)));
        String result = results.get(struct.name());
        if (result != null) {
          open.addAll(members(result));
        }
      }
    }
    return closure;
  }

  private Set<String> referred(String type) {
    Set<String> referred = new TreeSet<>();
    NAME.matcher(type)
        .results()
        .map(match -> match.group())
        .filter(name -> unions.containsKey(name) || structs.containsKey(name))
        .forEach(name -> referred.addAll(members(name)));
    return referred;
  }
}

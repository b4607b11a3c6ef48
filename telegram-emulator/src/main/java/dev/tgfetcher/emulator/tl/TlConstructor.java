package dev.tgfetcher.emulator.tl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a schema: a constructor or a method, with its name, id and fields. */
final class TlConstructor {
  private static final Pattern LINE =
      Pattern.compile("([\\w.]+)#([0-9a-f]+)\\s+(.*?)=\\s*[\\w.<>!% ]+;");
  private static final Pattern CONDITION = Pattern.compile("(\\w+)\\.(\\d+)\\?(.+)");

  final String name;
  final int id;
  final TlField[] fields;
  private final Map<String, Integer> indexes = new HashMap<>();

  private TlConstructor(String name, int id, String fields) {
    this.name = name;
    this.id = id;
    List<TlField> parsed = new ArrayList<>();
    for (String token : fields.trim().split("\\s+", -1)) {
      if (token.contains(":") && !token.startsWith("{")) {
        add(token, parsed);
      }
    }
    this.fields = parsed.toArray(TlField[]::new);
  }

  static TlConstructor parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new TlException("not a line of a schema: " + line);
    }
    int id = Integer.parseUnsignedInt(matcher.group(2), 16);
    return new TlConstructor(matcher.group(1), id, matcher.group(3));
  }

  boolean has(String field) {
    return indexes.containsKey(field);
  }

  int indexOf(String field) {
    Integer index = indexes.get(field);
    if (index == null) {
      throw new TlException(name + " has no field " + field);
    }
    return index;
  }

  private void add(String token, List<TlField> parsed) {
    int colon = token.indexOf(':');
    String fieldName = token.substring(0, colon);
    String type = token.substring(colon + 1);
    Matcher condition = CONDITION.matcher(type);
    indexes.put(fieldName, parsed.size());
    if (condition.matches()) {
      int bit = Integer.parseInt(condition.group(2));
      TlFieldType fieldType = TlFieldType.parse(condition.group(3));
      parsed.add(new TlField(fieldName, fieldType, indexOf(condition.group(1)), bit));
    } else {
      parsed.add(new TlField(fieldName, TlFieldType.parse(type), -1, 0));
    }
  }
}

package dev.tgfetcher.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A JSON value as YAML: objects and arrays in block style, numbers as they are, and each string
 * that YAML could take for something else as a string of JSON, which is valid YAML.
 */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_@][A-Za-z0-9_@./+-]*");
  private static final Pattern RESERVED =
      Pattern.compile("(?i:y|n|yes|no|on|off|true|false|null)|@.*");

  private YamlText() {}

  static String of(JsonNode value) {
    return String.join("\n", lines(value));
  }

  private static List<String> lines(JsonNode value) {
    if (!value.isContainer() || value.isEmpty()) {
      return List.of(scalar(value));
    }
    List<String> lines = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(element -> addElement(lines, element));
    } else {
      value.properties().forEach(field -> addField(lines, field));
    }
    return lines;
  }

  private static void addElement(List<String> lines, JsonNode element) {
    String prefix = "- ";
    for (String line : lines(element)) {
      lines.add(prefix + line);
      prefix = "  ";
    }
  }

  private static void addField(List<String> lines, Map.Entry<String, JsonNode> field) {
    String name = text(field.getKey());
    JsonNode value = field.getValue();
    if (!value.isContainer() || value.isEmpty()) {
      lines.add(name + ": " + scalar(value));
      return;
    }
    lines.add(name + ":");
    lines(value).forEach(line -> lines.add("  " + line));
  }

  private static String scalar(JsonNode value) {
    return value.isString() ? text(value.asString()) : value.toString();
  }

  private static String text(String text) {
    boolean isPlain = PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches();
    return isPlain ? text : quoted(text);
  }

  private static String quoted(String text) {
    return StringNode.valueOf(text).toString();
  }
}

package dev.tgfetcher.cli.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Markup as a value. A text is always escaped, so that no text of a chat or a user becomes markup.
 * Scripts and styles within markup cannot be written, and links lead to pages of the console alone.
 */
public sealed interface Html permits Html.Element, Html.Text, Html.Many {
  void appendTo(StringBuilder out);

  /** An attribute of an element. */
  record Attribute(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> LINKS = Set.of("href", "src", "action", "hx-get", "hx-post");

    public Attribute {
      boolean isScriptOrStyle = name.startsWith("on") || name.equals("style");
      if (!NAME.matcher(name).matches() || isScriptOrStyle) {
        throw new IllegalArgumentException("no attribute of a page: " + name);
      }
      if (LINKS.contains(name) && !isLocal(value)) {
        throw new IllegalArgumentException("no address in the console: " + value);
      }
    }

    private static boolean isLocal(String address) {
      return address.matches("/|/[^/\\\\].*|[#?].*") && address.chars().allMatch(c -> c > ' ');
    }
  }

  /** Text, which may come from anywhere. */
  record Text(String text) implements Html {
    @Override
    public void appendTo(StringBuilder out) {
      escape(text, out);
    }
  }

  /** Several nodes in a row. */
  record Many(List<Html> nodes) implements Html {
    public Many {
      nodes = List.copyOf(nodes);
    }

    @Override
    public void appendTo(StringBuilder out) {
      nodes.forEach(node -> node.appendTo(out));
    }
  }

  /** An element with its attributes and content. */
  record Element(String tag, List<Attribute> attributes, List<Html> content) implements Html {
    private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9]*");
    private static final Set<String> WITHOUT_END = Set.of("meta", "link", "input", "br", "hr");

    public Element {
      boolean hasScript = tag.equals("script") && !content.isEmpty();
      if (!TAG.matcher(tag).matches() || tag.equals("style") || hasScript) {
        throw new IllegalArgumentException("no element of a page: " + tag);
      }
      attributes = List.copyOf(attributes);
      content = List.copyOf(content);
    }

    @Override
    public void appendTo(StringBuilder out) {
      out.append('<').append(tag);
      for (Attribute attribute : attributes) {
        out.append(' ').append(attribute.name()).append("=\"");
        escape(attribute.value(), out);
        out.append('"');
      }
      out.append('>');
      if (!WITHOUT_END.contains(tag)) {
        content.forEach(node -> node.appendTo(out));
        out.append("</").append(tag).append('>');
      }
    }
  }

  static Attribute attr(String name, Object value) {
    return new Attribute(name, String.valueOf(value));
  }

  /** An attribute that is there or not; its value is its name. */
  static Optional<Attribute> flag(String name, boolean isThere) {
    return isThere ? Optional.of(attr(name, name)) : Optional.empty();
  }

  /** Several nodes in a row; see {@link #el}. */
  static Html many(@Nullable Object... parts) {
    return new Many(el("div", parts).content());
  }

  /**
   * An element.
   *
   * @param parts attributes, nodes, optional ones, lists of them; anything else is a text
   */
  static Element el(String tag, @Nullable Object... parts) {
    List<Attribute> attributes = new ArrayList<>();
    List<Html> content = new ArrayList<>();
    for (Object part : parts) {
      sort(part, attributes, content);
    }
    return new Element(tag, attributes, content);
  }

  private static void sort(@Nullable Object part, List<Attribute> attributes, List<Html> content) {
    if (part instanceof Attribute attribute) {
      attributes.add(attribute);
    } else if (part instanceof Html node) {
      content.add(node);
    } else if (part instanceof Optional<?> optional) {
      optional.ifPresent(some -> sort(some, attributes, content));
    } else if (part instanceof Iterable<?> several) {
      several.forEach(one -> sort(one, attributes, content));
    } else if (part != null) {
      content.add(new Text(String.valueOf(part)));
    }
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      switch (next) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(next);
        default -> out.append(Character.isISOControl(next) ? '\ufffd' : next);
      }
    }
  }
}

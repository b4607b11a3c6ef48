package dev.tgfetcher.emulator.tl;

import org.jspecify.annotations.Nullable;

/** The wire format of a field: a kind, and for vectors the type of the elements. */
record TlFieldType(Kind kind, @Nullable TlFieldType element, String name) {
  enum Kind {
    FLAGS,
    TRUE,
    INT,
    LONG,
    DOUBLE,
    STRING,
    BYTES,
    INT128,
    INT256,
    BOOL,
    VECTOR,
    BARE_VECTOR,
    OBJECT
  }

  static TlFieldType parse(String text) {
    if (text.startsWith("Vector<")) {
      return new TlFieldType(Kind.VECTOR, parse(inner(text)), text);
    }
    if (text.startsWith("vector<")) {
      return new TlFieldType(Kind.BARE_VECTOR, parse(inner(text)), text);
    }
    return new TlFieldType(kindOf(text), null, text);
  }

  TlFieldType elementType() {
    if (element == null) {
      throw new TlException(name + " is not a vector");
    }
    return element;
  }

  private static String inner(String text) {
    return text.substring(text.indexOf('<') + 1, text.length() - 1);
  }

  private static Kind kindOf(String text) {
    return switch (text) {
      case "#" -> Kind.FLAGS;
      case "true" -> Kind.TRUE;
      case "int" -> Kind.INT;
      case "long" -> Kind.LONG;
      case "double" -> Kind.DOUBLE;
      case "string" -> Kind.STRING;
      case "bytes" -> Kind.BYTES;
      case "int128" -> Kind.INT128;
      case "int256" -> Kind.INT256;
      case "Bool" -> Kind.BOOL;
      default -> Kind.OBJECT;
    };
  }
}

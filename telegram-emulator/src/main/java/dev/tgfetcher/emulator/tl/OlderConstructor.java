package dev.tgfetcher.emulator.tl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constructor of an older layer, with the place of each of its fields in the pinned one. */
final class OlderConstructor {
  private static final int ABSENT = -1;

  private final TlConstructor older;
  private final int[] places;

  OlderConstructor(TlConstructor older, TlConstructor pinned) {
    this.older = older;
    this.places = new int[older.fields.length];
    for (int i = 0; i < places.length; i++) {
      String field = older.fields[i].name();
      places[i] = pinned.has(field) ? pinned.indexOf(field) : ABSENT;
    }
  }

  /** Returns the object as a client of the older layer knows it, with the values of its fields. */
  TlObject translate(TlObject object) {
    TlObject translated = new TlObject(older);
    for (int i = 0; i < places.length; i++) {
      TlField field = older.fields[i];
      Object value = places[i] == ABSENT ? null : object.values[places[i]];
      Object older = value == null ? null : translate(field.type(), value);
      translated.values[i] = older == null && !field.isOptional() ? zero(field.type()) : older;
    }
    return translated;
  }

  /** Returns null for a value that the older layer cannot express. */
  private static @Nullable Object translate(TlFieldType type, Object value) {
    return switch (type.kind()) {
      case STRING -> value instanceof TlObject object ? textOf(object) : value;
      case INT -> value instanceof Double number ? (Object) number.intValue() : value;
      case VECTOR -> value instanceof List<?> list ? list : null;
      default -> value;
    };
  }

  /** Reactions and poll questions were plain texts. */
  private static String textOf(TlObject object) {
    for (@Nullable Object value : object.values) {
      if (value instanceof String text) {
        return text;
      }
    }
    return "";
  }

  private static @Nullable Object zero(TlFieldType type) {
    return switch (type.kind()) {
      case INT -> 0;
      case LONG -> 0L;
      case DOUBLE -> 0.0;
      case STRING -> "";
      case BYTES -> new byte[0];
      case BOOL -> false;
      case VECTOR, BARE_VECTOR -> List.of();
      default -> null;
    };
  }
}

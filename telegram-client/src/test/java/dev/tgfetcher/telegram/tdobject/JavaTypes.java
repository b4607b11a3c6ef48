package dev.tgfetcher.telegram.tdobject;

import java.util.Set;

/** The Java types of fields, as TDLib's generator chooses them. */
final class JavaTypes {
  /**
   * The definitions do not tell int32, int53 and double apart; these names have samples of each.
   */
  private static final Set<String> DOUBLES =
      Set.of(
          "latitude",
          "longitude",
          "main_frame_timestamp",
          "slow_mode_delay_expires_in",
          "x_shift",
          "y_shift",
          "scale");

  private static final Set<String> INTS =
      Set.of("limit", "offset", "date", "code", "width", "height", "total_count", "api_id");

  private JavaTypes() {}

  static String of(TypeSchema.Struct struct, String field, String type) {
    if (isInt64(struct, field)) {
      return type.startsWith("Array") ? "long[]" : "long";
    }
    return of(field, type);
  }

  /** A request may have an int64 as a number or as text; an answer has text. */
  static boolean isInt64(TypeSchema.Struct struct, String field) {
    String input = struct.inputs().getOrDefault(field, struct.fields().get(field));
    boolean mayBeText =
        struct.fields().getOrDefault(field, "string").matches("string|Array<string>");
    return input.contains("number | string")
        || (mayBeText
            && !struct.inputs().containsKey(field)
            && !struct.isFunction()
            && Int64Fields.contain(struct.name(), field));
  }

  private static String of(String field, String type) {
    if (type.startsWith("Array<")) {
      return of(field, type.substring("Array<".length(), type.length() - 1)) + "[]";
    }
    return switch (type) {
      case "string" -> "java.lang.String";
      case "string /* base64 */" -> "byte[]";
      case "boolean" -> "boolean";
      case "number" -> DOUBLES.contains(field) ? "double" : INTS.contains(field) ? "int" : "long";
      default -> ObjectType.className(type);
    };
  }
}

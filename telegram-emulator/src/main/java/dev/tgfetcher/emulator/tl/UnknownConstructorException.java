package dev.tgfetcher.emulator.tl;

/** Thrown for a constructor id that the schema does not define, or lists as unserved. */
public final class UnknownConstructorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final boolean expected;

  UnknownConstructorException(String name, boolean expected) {
    super("unknown constructor " + name);
    this.name = name;
    this.expected = expected;
  }

  /** The name of an unserved method, or the unknown id in hexadecimal digits. */
  public String constructorName() {
    return name;
  }

  /** Whether the schema lists this constructor as unserved. */
  public boolean isExpected() {
    return expected;
  }
}

package dev.tgfetcher.emulator.tl;

/** A constructor id that the schema does not list, or lists by its name only. */
public final class UnknownConstructorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final boolean expected;

  UnknownConstructorException(String name, boolean expected) {
    super("unknown constructor " + name);
    this.name = name;
    this.expected = expected;
  }

  /** The name in the schema's list of unserved methods, or the id in hexadecimal digits. */
  public String constructorName() {
    return name;
  }

  /** Whether the schema names this constructor as one that is left unserved on purpose. */
  public boolean isExpected() {
    return expected;
  }
}

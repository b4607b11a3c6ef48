package dev.tgfetcher.emulator.tl;

/** Thrown for bytes or values that do not match the schema. */
public final class TlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TlException(String message) {
    super(message);
  }
}

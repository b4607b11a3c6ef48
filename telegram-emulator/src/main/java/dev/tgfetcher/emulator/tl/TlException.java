package dev.tgfetcher.emulator.tl;

/** Bytes or values that do not follow the schema. */
public final class TlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TlException(String message) {
    super(message);
  }
}

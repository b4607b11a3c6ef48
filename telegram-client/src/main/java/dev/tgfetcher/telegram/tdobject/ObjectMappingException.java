package dev.tgfetcher.telegram.tdobject;

/** A JSON object has no counterpart in the generated classes. The message names the field. */
public final class ObjectMappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ObjectMappingException(String message) {
    super(message);
  }
}

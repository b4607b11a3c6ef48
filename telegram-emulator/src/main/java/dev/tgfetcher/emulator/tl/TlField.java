package dev.tgfetcher.emulator.tl;

/**
 * A field of a constructor.
 *
 * @param flags the index of the flags field that marks this field as present, or -1
 * @param bit the bit in that flags field
 */
record TlField(String name, TlFieldType type, int flags, int bit) {
  boolean isOptional() {
    return flags >= 0;
  }
}

package dev.tgfetcher.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An element of the queue, byte by byte: what is no UTF-8 must still be found again by LREM. Two
 * are equal when their bytes are.
 */
public final class Payload {
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Payload of(byte[] bytes) {
    return new Payload(bytes.clone());
  }

  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of an element of the twins: {@code <first seen> <counters> <payload>}. */
  public static Payload ofTwin(byte[] element) {
    int start = 0;
    for (int spaces = 0; spaces < 2; start++) {
      if (element[start] == ' ') {
        spaces++;
      }
    }
    return new Payload(Arrays.copyOfRange(element, start, element.length));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** As text, with a replacement character for what is no UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** How many bytes it has. */
  public int size() {
    return bytes.length;
  }

  /** As text, of its first bytes alone. */
  public String start(int size) {
    return new String(bytes, 0, Math.min(size, bytes.length), StandardCharsets.UTF_8);
  }

  /** In hex; names the command's counters. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}

package dev.tgfetcher.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An element of the queue. It keeps the exact bytes, because LREM must find a payload that is not
 * UTF-8. Payloads with equal bytes are equal.
 */
public final class Payload {
  /** The bytes of the longest element that a worker takes whole. A command has far fewer. */
  public static final int LONGEST = 1024 * 1024;

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

  /** The payload in an element of the twins: {@code <first seen> <counters> <payload>}. */
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

  /** The text; bytes that are not UTF-8 become replacement characters. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** The SHA-256 in hex, which names the command's counters. */
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

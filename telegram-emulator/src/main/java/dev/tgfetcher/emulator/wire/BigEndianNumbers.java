package dev.tgfetcher.emulator.wire;

import java.math.BigInteger;

/** Large numbers in the format of the protocol: unsigned, big-endian, of a fixed length. */
public final class BigEndianNumbers {
  private BigEndianNumbers() {}

  public static byte[] toBytes(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return fixed;
  }

  public static BigInteger of(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  public static byte[] xor(byte[] a, byte[] b) {
    byte[] result = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = (byte) (a[i] ^ b[i]);
    }
    return result;
  }
}

package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlException;
import java.util.Arrays;

/**
 * The padding of the RSA message in the key exchange. The message has 192 bytes of data in reverse
 * order and a hash. A random key encrypts both; the hash of the ciphertext masks the key.
 */
final class RsaPad {
  private static final int KEY = 32;
  private static final int DATA = 192;

  private RsaPad() {}

  /** Decrypts a message and returns its data, which may end in padding. */
  static byte[] remove(byte[] encrypted) {
    byte[] message = ServerKey.decrypt(encrypted);
    byte[] masked = Arrays.copyOf(message, KEY);
    byte[] body = Arrays.copyOfRange(message, KEY, message.length);
    byte[] key = BigEndianNumbers.xor(masked, Digests.sha256(body));
    byte[] plain = Ige.decrypt(body, key, new byte[32]);
    byte[] data = reversed(Arrays.copyOf(plain, DATA));
    byte[] hash = Arrays.copyOfRange(plain, DATA, plain.length);
    if (!Arrays.equals(hash, Digests.sha256(key, data))) {
      throw new TlException("the RSA message was not made for this key");
    }
    return data;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }
}

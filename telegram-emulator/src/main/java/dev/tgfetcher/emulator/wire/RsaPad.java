package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlException;
import java.util.Arrays;

/**
 * The padding of the RSA message in the key exchange. The message has 192 bytes of data in reverse
 * order and a hash. A random key encrypts both; the hash of the ciphertext masks the key. Older
 * clients send a zero, the data's SHA-1, the data, and random bytes.
 */
final class RsaPad {
  private static final int KEY = 32;
  private static final int DATA = 192;
  private static final int OLDER_DATA = 21;

  private RsaPad() {}

  /** Decrypts a message and returns its data, which may end in padding. */
  static byte[] remove(byte[] encrypted) {
    byte[] message = ServerKey.decrypt(encrypted);
    return message[0] == 0 && isOlder(message) ? dataOfOlder(message) : removeFrom(message);
  }

  private static byte[] removeFrom(byte[] message) {
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

  /** The length of the data is not known: it is one of those that match the hash. */
  private static boolean isOlder(byte[] message) {
    byte[] hash = Arrays.copyOfRange(message, 1, OLDER_DATA);
    for (int end = message.length; end > OLDER_DATA; end--) {
      if (Arrays.equals(hash, Digests.sha1(Arrays.copyOfRange(message, OLDER_DATA, end)))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] dataOfOlder(byte[] message) {
    return Arrays.copyOfRange(message, OLDER_DATA, message.length);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }
}

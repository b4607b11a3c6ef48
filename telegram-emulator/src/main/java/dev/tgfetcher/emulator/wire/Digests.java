package dev.tgfetcher.emulator.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of the protocol, over the concatenation of their arguments. */
public final class Digests {
  private Digests() {}

  static byte[] sha1(byte[]... parts) {
    return digest("SHA-1", parts);
  }

  public static byte[] sha256(byte[]... parts) {
    return digest("SHA-256", parts);
  }

  static MessageDigest newSha256() {
    return newDigest("SHA-256");
  }

  private static byte[] digest(String algorithm, byte[]... parts) {
    MessageDigest digest = newDigest(algorithm);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

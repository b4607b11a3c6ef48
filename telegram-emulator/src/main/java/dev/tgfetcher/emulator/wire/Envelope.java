package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlException;
import dev.tgfetcher.emulator.tl.TlWriter;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The encryption of MTProto 2.0. A packet consists of the key's id, the message key (a hash of the
 * plaintext), and the ciphertext with 12 to 27 bytes of padding.
 */
final class Envelope {
  /** Room for the packet's length, the key's id and the message key. */
  static final int HEADER = 4 + 8 + 16;

  private static final int FROM_CLIENT = 0;
  private static final int FROM_SERVER = 8;

  private Envelope() {}

  /** Decrypts a packet and checks its message key. */
  static byte[] open(AuthKey key, byte[] packet) {
    byte[] messageKey = Arrays.copyOfRange(packet, 8, 24);
    int length = packet.length - 24 & ~15;
    byte[] plain =
        Ige.decrypt(
            packet,
            24,
            length,
            aesKey(key, messageKey, FROM_CLIENT),
            iv(key, messageKey, FROM_CLIENT));
    if (!Arrays.equals(messageKey, messageKey(key, plain, 0, plain.length, FROM_CLIENT))) {
      throw new TlException("a message key does not match its message");
    }
    return plain;
  }

  /** Pads and encrypts the writer's content after {@link #HEADER}, in place. */
  static void seal(AuthKey key, TlWriter writer) {
    int padding = 12 + (-(writer.size() - HEADER + 12) & 15);
    byte[] noise = new byte[padding];
    ThreadLocalRandom.current().nextBytes(noise);
    writer.writeRaw(noise);
    byte[] packet = writer.array();
    int length = writer.size() - HEADER;
    byte[] messageKey = messageKey(key, packet, HEADER, length, FROM_SERVER);
    Ige.encrypt(
        packet,
        HEADER,
        length,
        aesKey(key, messageKey, FROM_SERVER),
        iv(key, messageKey, FROM_SERVER));
    writer.putLong(4, key.id());
    System.arraycopy(messageKey, 0, packet, 12, 16);
  }

  private static byte[] messageKey(AuthKey key, byte[] plain, int offset, int length, int side) {
    MessageDigest digest = Digests.newSha256();
    digest.update(key.bytes(), 88 + side, 32);
    digest.update(plain, offset, length);
    return Arrays.copyOfRange(digest.digest(), 8, 24);
  }

  private static byte[] aesKey(AuthKey key, byte[] messageKey, int side) {
    byte[] a = hashA(key, messageKey, side);
    byte[] b = hashB(key, messageKey, side);
    System.arraycopy(b, 8, a, 8, 16);
    return a;
  }

  private static byte[] iv(AuthKey key, byte[] messageKey, int side) {
    byte[] a = hashA(key, messageKey, side);
    byte[] b = hashB(key, messageKey, side);
    System.arraycopy(a, 8, b, 8, 16);
    return b;
  }

  private static byte[] hashA(AuthKey key, byte[] messageKey, int side) {
    return Digests.sha256(messageKey, Arrays.copyOfRange(key.bytes(), side, side + 36));
  }

  private static byte[] hashB(AuthKey key, byte[] messageKey, int side) {
    return Digests.sha256(Arrays.copyOfRange(key.bytes(), 40 + side, 76 + side), messageKey);
  }
}

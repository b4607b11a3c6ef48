package dev.tgfetcher.emulator.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The packet stream of an MTProto proxy. The client's first 64 bytes and the proxy's secret yield
 * the keys of two AES-CTR streams. In the streams, each packet follows its length.
 */
final class ObfuscatedTransport {
  private static final int HEADER = 64;
  private static final int INTERMEDIATE = 0xeeeeeeee;
  private static final int PADDED_INTERMEDIATE = 0xdddddddd;
  private static final int LARGEST_PACKET = 1 << 24;

  private final DataInputStream in;
  private final OutputStream out;
  private final Cipher decryptor;
  private final Cipher encryptor;

  ObfuscatedTransport(Socket socket, byte[] secret) throws IOException {
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = socket.getOutputStream();
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new IOException("the connection ended inside its header");
    }
    decryptor = cipher(Arrays.copyOfRange(header, 8, 56), secret);
    encryptor = cipher(reversed(Arrays.copyOfRange(header, 8, 56)), secret);
    checkTag(decryptor.update(header));
  }

  /** Waits for the next packet. It may end in padding, up to a multiple of 16 plus 8 bytes. */
  byte[] read() throws IOException {
    int length = ByteBuffer.wrap(readDecrypted(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    length &= 0x7fffffff;
    if (length > LARGEST_PACKET) {
      throw new IOException("packet of " + length + " bytes is too long");
    }
    return readDecrypted(length);
  }

  /** Writes the length into the first four bytes, encrypts the packet in place, and sends it. */
  void write(byte[] packet, int length) throws IOException {
    ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length - 4);
    try {
      encryptor.update(packet, 0, length, packet, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    out.write(packet, 0, length);
    out.flush();
  }

  private byte[] readDecrypted(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return length == 0 ? bytes : decryptor.update(bytes);
  }

  private static void checkTag(byte[] header) throws IOException {
    int tag = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(56);
    if (tag != INTERMEDIATE && tag != PADDED_INTERMEDIATE) {
      throw new IOException("unsupported transport, or wrong secret");
    }
  }

  private static Cipher cipher(byte[] keyAndIv, byte[] secret) {
    try {
      byte[] key = Digests.sha256(Arrays.copyOf(keyAndIv, 32), secret);
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(keyAndIv, 32, 16));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }
}

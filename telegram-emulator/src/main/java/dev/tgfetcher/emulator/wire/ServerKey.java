package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlWriter;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The RSA key by which clients recognise the emulator. It is fixed and public: it protects only
 * test traffic on loopback.
 */
public final class ServerKey {
  private static final BigInteger P =
      new BigInteger(
          "fcc218a453553d9c33048eb9f2a501d7dc35f776c454461f01e83cc7188628d2"
              + "bf903e79eca810fbd8cd24d488b0c28c8e54bbb99e5dd2b2b01686a9b2a79aa3"
              + "49317295e832807ef440d955500103fc48d7a16f60e7858837ac23f57548f0ef"
              + "776e08653306e686ec9c1f0b72b1cc5b0768d463de7f0a6ad3854b6070e21355",
          16);
  private static final BigInteger Q =
      new BigInteger(
          "ce0f0d2d30633199e6bb025bf2bb54b8bb7b5f747233411bd006df654dae7cea"
              + "5fa1c57abb5e57c9526859c72ae0cc0638f4b400949f29a32f33b30aa8344e9a"
              + "3f2605648b1196ec72da8929c6d2d203e9042fcd396a8927477175a05558b309"
              + "db75e8facce572e13f20a8bffb3c8e90bd80feeca7e2c93fcb67cdd7b59b2d8f",
          16);
  private static final BigInteger E = BigInteger.valueOf(65537);
  private static final BigInteger N = P.multiply(Q);
  private static final BigInteger D =
      E.modInverse(P.subtract(BigInteger.ONE).multiply(Q.subtract(BigInteger.ONE)));

  private ServerKey() {}

  /** The last eight bytes of the SHA-1 of the bare key, by which a client selects the key. */
  public static long fingerprint() {
    byte[] bare = new TlWriter().writeBytes(modulus()).writeBytes(exponent()).toBytes();
    byte[] hash = Digests.sha1(bare);
    return ByteBuffer.wrap(hash, 12, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Raw RSA: returns 256 bytes, padding included. */
  static byte[] decrypt(byte[] data) {
    return BigEndianNumbers.toBytes(new BigInteger(1, data).modPow(D, N), 256);
  }

  /** The public key as PKCS #1 PEM text, without a final newline. */
  public static String publicPem() {
    byte[] der = sequence(integer(N), integer(E));
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN RSA PUBLIC KEY-----\n" + base64 + "\n-----END RSA PUBLIC KEY-----";
  }

  static BigInteger modulusNumber() {
    return N;
  }

  static BigInteger exponentNumber() {
    return E;
  }

  private static byte[] modulus() {
    return BigEndianNumbers.toBytes(N, 256);
  }

  private static byte[] exponent() {
    return BigEndianNumbers.toBytes(E, 3);
  }

  private static byte[] sequence(byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    return tagged(0x30, content.toByteArray());
  }

  private static byte[] integer(BigInteger value) {
    return tagged(0x02, value.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length > 127) {
      out.write(0x82);
      out.write(content.length >> 8);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}

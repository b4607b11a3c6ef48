package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.wire.BigEndianNumbers;
import dev.tgfetcher.emulator.wire.DhPrime;
import dev.tgfetcher.emulator.wire.Digests;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's half of one SRP proof that a client knows a password. The server sends salts and a
 * public number. The client sends its own public number and a hash that depends on the password.
 */
final class Srp {
  static final int GENERATOR = 3;
  private static final BigInteger G = BigInteger.valueOf(GENERATOR);
  private static final BigInteger P = DhPrime.VALUE;
  private static final int ITERATIONS = 100_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final long id = RANDOM.nextLong();
  private final byte[] salt1 = random(40);
  private final byte[] salt2 = random(16);
  private final BigInteger secret = new BigInteger(2048, RANDOM);
  private final BigInteger verifier;
  private final BigInteger publicNumber;

  Srp(String password) {
    verifier = G.modPow(BigEndianNumbers.of(passwordHash(password)), P);
    BigInteger multiplier = BigEndianNumbers.of(Digests.sha256(bytes(P), bytes(G)));
    publicNumber = multiplier.multiply(verifier).add(G.modPow(secret, P)).mod(P);
  }

  long id() {
    return id;
  }

  byte[] salt1() {
    return salt1.clone();
  }

  byte[] salt2() {
    return salt2.clone();
  }

  byte[] publicNumber() {
    return bytes(publicNumber);
  }

  /**
   * Checks the client's proof.
   *
   * @param a the client's public number
   * @param m1 the client's hash
   */
  boolean accepts(byte[] a, byte[] m1) {
    BigInteger clientNumber = BigEndianNumbers.of(a);
    if (clientNumber.mod(P).signum() == 0) {
      return false;
    }
    BigInteger u = BigEndianNumbers.of(Digests.sha256(bytes(clientNumber), bytes(publicNumber)));
    BigInteger shared = clientNumber.multiply(verifier.modPow(u, P)).modPow(secret, P);
    byte[] masked = BigEndianNumbers.xor(Digests.sha256(bytes(P)), Digests.sha256(bytes(G)));
    byte[] expected =
        Digests.sha256(
            masked,
            Digests.sha256(salt1),
            Digests.sha256(salt2),
            bytes(clientNumber),
            bytes(publicNumber),
            Digests.sha256(bytes(shared)));
    return Arrays.equals(expected, m1);
  }

  private byte[] passwordHash(String password) {
    byte[] text = password.getBytes(StandardCharsets.UTF_8);
    byte[] first = salted(salted(text, salt1), salt2);
    return salted(stretched(first), salt2);
  }

  private static byte[] salted(byte[] data, byte[] salt) {
    return Digests.sha256(salt, data, salt);
  }

  /** PBKDF2 with HMAC-SHA-512: one block of 64 bytes. */
  private byte[] stretched(byte[] secretBytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(secretBytes, "HmacSHA512"));
      mac.update(salt1);
      byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
      byte[] result = block.clone();
      for (int i = 1; i < ITERATIONS; i++) {
        block = mac.doFinal(block);
        for (int j = 0; j < result.length; j++) {
          result[j] ^= block[j];
        }
      }
      return result;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(BigInteger number) {
    return BigEndianNumbers.toBytes(number, 256);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}

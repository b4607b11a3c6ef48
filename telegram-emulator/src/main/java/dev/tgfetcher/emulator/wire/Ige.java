package dev.tgfetcher.emulator.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in IGE mode, which the JDK lacks. Encryption uses CBC, which is fast in the JDK: with
 * {@code c[i] = E(p[i] ^ c[i-1]) ^ p[i-1]} the value {@code y[i] = c[i] ^ p[i-1]} is the CBC
 * encryption of {@code p[i] ^ p[i-2]}. Decryption has no such form and runs block by block.
 */
final class Ige {
  private static final int BLOCK = 16;

  private Ige() {}

  /**
   * Encrypts in place.
   *
   * @param iv 32 bytes: the ciphertext, then the plaintext before the first block
   */
  static void encrypt(byte[] data, int offset, int length, byte[] key, byte[] iv) {
    try {
      byte[] mixed = Arrays.copyOfRange(data, offset, offset + length);
      for (int i = BLOCK; i < length; i++) {
        mixed[i] ^= i < 2 * BLOCK ? iv[i] : data[offset + i - 2 * BLOCK];
      }
      Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
      cbc.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv, 0, BLOCK));
      byte[] chained = cbc.doFinal(mixed);
      for (int i = length - 1; i >= 0; i--) {
        int before = i < BLOCK ? iv[BLOCK + i] : data[offset + i - BLOCK];
        data[offset + i] = (byte) (chained[i] ^ before);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] encrypt(byte[] data, byte[] key, byte[] iv) {
    byte[] result = data.clone();
    encrypt(result, 0, result.length, key, iv);
    return result;
  }

  static byte[] decrypt(byte[] data, int offset, int length, byte[] key, byte[] iv) {
    try {
      Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
      ecb.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
      byte[] plain = new byte[length];
      byte[] block = new byte[BLOCK];
      for (int at = 0; at < length; at += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
          int before = at == 0 ? iv[BLOCK + i] : plain[at - BLOCK + i];
          block[i] = (byte) (data[offset + at + i] ^ before);
        }
        ecb.update(block, 0, BLOCK, plain, at);
        for (int i = 0; i < BLOCK; i++) {
          plain[at + i] ^= at == 0 ? iv[i] : data[offset + at - BLOCK + i];
        }
      }
      return plain;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] decrypt(byte[] data, byte[] key, byte[] iv) {
    return decrypt(data, 0, data.length, key, iv);
  }
}

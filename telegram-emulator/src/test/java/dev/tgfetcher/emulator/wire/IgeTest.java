package dev.tgfetcher.emulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class IgeTest {
  private final Random random = new Random(1);

  @Test
  void decryption_reverses_encryption() {
    for (int blocks = 1; blocks < 40; blocks++) {
      byte[] key = bytes(32);
      byte[] iv = bytes(32);
      byte[] plain = bytes(16 * blocks);

      assertThat(Ige.decrypt(Ige.encrypt(plain, key, iv), key, iv)).isEqualTo(plain);
    }
  }

  @Test
  void encryption_follows_the_definition_block_by_block() throws Exception {
    byte[] key = bytes(32);
    byte[] iv = bytes(32);
    byte[] plain = bytes(64);
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    byte[] expected = new byte[64];
    for (int at = 0; at < 64; at += 16) {
      byte[] block = new byte[16];
      for (int i = 0; i < 16; i++) {
        block[i] = (byte) (plain[at + i] ^ (at == 0 ? iv[i] : expected[at - 16 + i]));
      }
      byte[] encrypted = aes.doFinal(block);
      for (int i = 0; i < 16; i++) {
        expected[at + i] = (byte) (encrypted[i] ^ (at == 0 ? iv[16 + i] : plain[at - 16 + i]));
      }
    }

    assertThat(Ige.encrypt(plain, key, iv)).isEqualTo(expected);
  }

  @Test
  void a_part_of_a_buffer_is_encrypted_in_place() {
    byte[] key = bytes(32);
    byte[] iv = bytes(32);
    byte[] buffer = bytes(80);
    byte[] before = buffer.clone();
    Ige.encrypt(buffer, 16, 32, key, iv);

    assertThat(Ige.decrypt(buffer, 16, 32, key, iv)).isEqualTo(Arrays.copyOfRange(before, 16, 48));
    assertThat(HexFormat.of().formatHex(buffer, 48, 80))
        .isEqualTo(HexFormat.of().formatHex(before, 48, 80));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

package dev.tgfetcher.emulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.tl.TlException;
import dev.tgfetcher.emulator.tl.TlWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private final Random random = new Random(2);

  @Test
  void the_public_key_has_the_length_of_telegrams() {
    assertThat(ServerKey.publicPem())
        .hasSize(425)
        .startsWith("-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA")
        .endsWith("IDAQAB\n-----END RSA PUBLIC KEY-----");
  }

  @Test
  void rsa_padding_is_removed_and_checked() {
    byte[] data = bytes(192);
    byte[] padded = padded(data);

    assertThat(RsaPad.remove(padded)).isEqualTo(data);
    padded[100] ^= 1;
    assertThatThrownBy(() -> RsaPad.remove(padded)).isInstanceOf(TlException.class);
  }

  @Test
  void the_data_of_an_older_client_follows_its_hash() {
    byte[] data = bytes(100);
    byte[] message = new byte[256];
    System.arraycopy(Digests.sha1(data), 0, message, 1, 20);
    System.arraycopy(data, 0, message, 21, 100);
    System.arraycopy(bytes(135), 0, message, 121, 135);
    byte[] encrypted =
        BigEndianNumbers.toBytes(
            BigEndianNumbers.of(message)
                .modPow(ServerKey.exponentNumber(), ServerKey.modulusNumber()),
            256);

    assertThat(RsaPad.remove(encrypted)).startsWith(data);
    encrypted[100] ^= 1;
    assertThatThrownBy(() -> RsaPad.remove(encrypted)).isInstanceOf(TlException.class);
  }

  @Test
  void message_ids_contain_the_time_and_ascend() {
    MtprotoSession session = new MtprotoSession(new AuthKey(bytes(256), 1, 0), 5);
    long first = session.nextMessageId(true, 1_700_000_000_500L);
    long second = session.nextMessageId(false, 1_700_000_000_500L);

    assertThat(first >> 32).isEqualTo(1_700_000_000L);
    assertThat(first & 3).isEqualTo(1);
    assertThat(second & 3).isEqualTo(3);
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void a_packet_of_the_server_is_no_packet_of_a_client() {
    AuthKey key = new AuthKey(bytes(256), 1, 0);
    TlWriter writer = new TlWriter().skip(Envelope.HEADER).writeRaw(bytes(40));
    Envelope.seal(key, writer);
    byte[] packet = Arrays.copyOfRange(writer.toBytes(), 4, writer.size());

    assertThat(packet.length % 16).isEqualTo(24 % 16);
    assertThatThrownBy(() -> Envelope.open(key, packet)).isInstanceOf(TlException.class);
  }

  @Test
  void keys_and_logins_are_restored_from_a_directory(@TempDir Path directory) {
    AuthKeys keys = AuthKeys.in(directory);
    AuthKey key = new AuthKey(bytes(256), 99, 0);
    keys.add(key);
    keys.logIn(key, 7);

    AuthKey restored = AuthKeys.in(directory).find(key.id());

    assertThat(restored).isNotNull();
    assertThat(restored.userId()).isEqualTo(7);
    assertThat(restored.salt()).isEqualTo(99);
    keys.forget(key);
    assertThat(AuthKeys.in(directory).find(key.id())).isNull();
  }

  /** Encrypts data with the server's public key, like a client. */
  private byte[] padded(byte[] data) {
    while (true) {
      byte[] key = bytes(32);
      byte[] reversed = new byte[data.length];
      for (int i = 0; i < data.length; i++) {
        reversed[i] = data[data.length - 1 - i];
      }
      byte[] hashed = Arrays.copyOf(reversed, 224);
      System.arraycopy(Digests.sha256(key, data), 0, hashed, 192, 32);
      byte[] body = Ige.encrypt(hashed, key, new byte[32]);
      byte[] message = Arrays.copyOf(BigEndianNumbers.xor(key, Digests.sha256(body)), 256);
      System.arraycopy(body, 0, message, 32, 224);
      BigInteger number = BigEndianNumbers.of(message);
      if (number.compareTo(ServerKey.modulusNumber()) < 0) {
        return BigEndianNumbers.toBytes(
            number.modPow(ServerKey.exponentNumber(), ServerKey.modulusNumber()), 256);
      }
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

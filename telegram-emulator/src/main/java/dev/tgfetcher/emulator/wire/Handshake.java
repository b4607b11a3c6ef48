package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlException;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlReader;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.tl.TlWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The key exchange with a client that has no key:
 *
 * <ol>
 *   <li>{@code req_pq_multi}: the server sends its RSA key's fingerprint and a number to factor
 *   <li>{@code req_DH_params}: the client sends the factors, the server its Diffie-Hellman half
 *   <li>{@code set_client_DH_params}: the client sends its half; both sides now have the key
 * </ol>
 */
final class Handshake {
  /** The product of two primes, small enough for a client to factor at once. */
  private static final BigInteger PQ = BigInteger.valueOf(1229739323L * 1402015859L);

  private static final BigInteger GENERATOR = BigInteger.valueOf(3);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TlSchema schema = TlSchema.mtproto();
  private final InstantSource clock;
  private final BiConsumer<AuthKey, Boolean> keys;
  private final byte[] serverNonce = randomBytes(16);
  private final BigInteger secretExponent = new BigInteger(1, randomBytes(64));
  private byte[] nonce = new byte[16];
  private byte[] newNonce = new byte[32];
  private boolean temporary;

  /**
   * @param keys receives the new key, and whether it is temporary
   */
  Handshake(InstantSource clock, BiConsumer<AuthKey, Boolean> keys) {
    this.clock = clock;
    this.keys = keys;
  }

  TlObject respond(TlObject request) {
    return switch (request.name()) {
      case "req_pq_multi" -> sendFingerprint(request);
      case "req_DH_params" -> sendHalf(request);
      case "set_client_DH_params" -> completeKey(request);
      default -> throw new TlException(request.name() + " is no step of the key exchange");
    };
  }

  private TlObject sendFingerprint(TlObject request) {
    nonce = request.bytes("nonce");
    return responseWithNonces("resPQ")
        .set("pq", BigEndianNumbers.toBytes(PQ, 8))
        .set("server_public_key_fingerprints", List.of(ServerKey.fingerprint()));
  }

  private TlObject sendHalf(TlObject request) {
    TlObject inner =
        new TlReader(schema, RsaPad.remove(request.bytes("encrypted_data"))).readObject();
    newNonce = inner.bytes("new_nonce");
    temporary = inner.is("p_q_inner_data_temp_dc");
    TlObject half =
        responseWithNonces("server_DH_inner_data")
            .set("g", GENERATOR.intValue())
            .set("dh_prime", BigEndianNumbers.toBytes(DhPrime.VALUE, 256))
            .set(
                "g_a",
                BigEndianNumbers.toBytes(GENERATOR.modPow(secretExponent, DhPrime.VALUE), 256))
            .set("server_time", (int) clock.instant().getEpochSecond());
    byte[] plain = new TlWriter().writeBoxed(half).toBytes();
    int padding = -(20 + plain.length) & 15;
    byte[] hashed = concat(Digests.sha1(plain), plain, new byte[padding]);
    return responseWithNonces("server_DH_params_ok")
        .set("encrypted_answer", Ige.encrypt(hashed, temporaryKey(), temporaryIv()));
  }

  private TlObject completeKey(TlObject request) {
    byte[] plain = Ige.decrypt(request.bytes("encrypted_data"), temporaryKey(), temporaryIv());
    TlObject inner = new TlReader(schema, plain, 20, plain.length - 20).readObject();
    BigInteger clientHalf = BigEndianNumbers.of(inner.bytes("g_b"));
    byte[] bytes = BigEndianNumbers.toBytes(clientHalf.modPow(secretExponent, DhPrime.VALUE), 256);
    keys.accept(new AuthKey(bytes, salt(), 0), temporary);
    byte[] auxiliary = Arrays.copyOf(Digests.sha1(bytes), 8);
    byte[] hash = Digests.sha1(newNonce, new byte[] {1}, auxiliary);
    return responseWithNonces("dh_gen_ok").set("new_nonce_hash1", Arrays.copyOfRange(hash, 4, 20));
  }

  private TlObject responseWithNonces(String constructor) {
    return schema.make(constructor).set("nonce", nonce).set("server_nonce", serverNonce);
  }

  private long salt() {
    byte[] salt = BigEndianNumbers.xor(Arrays.copyOf(newNonce, 8), Arrays.copyOf(serverNonce, 8));
    return ByteBuffer.wrap(salt).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private byte[] temporaryKey() {
    byte[] first = Digests.sha1(newNonce, serverNonce);
    byte[] second = Digests.sha1(serverNonce, newNonce);
    return concat(first, Arrays.copyOf(second, 12));
  }

  private byte[] temporaryIv() {
    byte[] second = Digests.sha1(serverNonce, newNonce);
    byte[] third = Digests.sha1(newNonce, newNonce);
    return concat(Arrays.copyOfRange(second, 12, 20), third, Arrays.copyOf(newNonce, 4));
  }

  private static byte[] concat(byte[]... parts) {
    TlWriter writer = new TlWriter();
    for (byte[] part : parts) {
      writer.writeRaw(part);
    }
    return writer.toBytes();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}

package dev.tgfetcher.schema.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;

/** Ids that are derived from their subject, so a repeated event has an equal id. */
public final class StableIds {
  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT_BITS = 0x3FFFFFFFFFFFFFFFL;
  private static final long VARIANT_RFC = 0x8000000000000000L;

  private StableIds() {}

  /**
   * The id of an event, a UUID of version 8.
   *
   * @param event the name of the event
   * @param parts the values that distinguish the event from others of the command with that name,
   *     such as chat, date and attempt
   */
  public static String of(String commandId, String event, String... parts) {
    MessageDigest sha256 = Sha256.newDigest();
    update(sha256, commandId);
    update(sha256, event);
    for (String part : parts) {
      update(sha256, part);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    long most = (digest.getLong() & ~VERSION_MASK) | VERSION_8;
    long least = (digest.getLong() & VARIANT_BITS) | VARIANT_RFC;
    return new UUID(most, least).toString();
  }

  /** Adds the length first, so two different lists of parts have different bytes. */
  private static void update(MessageDigest sha256, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sha256.update(bytes);
  }
}

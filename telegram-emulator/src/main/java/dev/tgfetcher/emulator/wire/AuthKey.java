package dev.tgfetcher.emulator.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The identity of a client: the key from its key exchange, and the user who is logged in. It
 * outlives connections, and through {@link AuthKeys} the process.
 */
public final class AuthKey {
  private static final int MOST_SESSIONS = 64;

  private final byte[] bytes;
  private final long id;
  private final long salt;
  private final Map<Long, MtprotoSession> sessions = new LinkedHashMap<>();
  private volatile long userId;

  AuthKey(byte[] bytes, long salt, long userId) {
    this.bytes = bytes;
    this.id = idOf(bytes);
    this.salt = salt;
    this.userId = userId;
  }

  static long idOf(byte[] bytes) {
    byte[] hash = Digests.sha1(bytes);
    return ByteBuffer.wrap(hash, 12, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  public long id() {
    return id;
  }

  byte[] bytes() {
    return bytes;
  }

  long salt() {
    return salt;
  }

  /** The id of the user who is logged in, or 0. */
  public long userId() {
    return userId;
  }

  void userId(long newUserId) {
    userId = newUserId;
  }

  /** Returns the session of an id, or a new one. Forgets the oldest of more than 64 sessions. */
  synchronized MtprotoSession session(long sessionId) {
    MtprotoSession session =
        sessions.computeIfAbsent(sessionId, id -> new MtprotoSession(this, id));
    if (sessions.size() > MOST_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return session;
  }

  synchronized List<MtprotoSession> sessions() {
    return List.copyOf(sessions.values());
  }
}

package dev.tgfetcher.emulator.wire;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A client's session: numbers its messages, and keeps what could not be delivered until the client
 * is connected again. A session may move from one connection to the next.
 */
final class MtprotoSession {
  private static final int KEPT_MESSAGES = 1000;

  private final AuthKey key;
  private final long id;
  private final Queue<Outgoing> undelivered = new ArrayDeque<>();
  private @Nullable ClientConnection connection;
  private boolean takesUpdates;
  private long lastMessageId;
  private int contentMessages;
  private boolean announced;

  /** A message to the client; its numbers are given when it is sent. */
  record Outgoing(MessageBody payload, boolean isAnswer) {}

  MtprotoSession(AuthKey key, long id) {
    this.key = key;
    this.id = id;
  }

  AuthKey key() {
    return key;
  }

  long id() {
    return id;
  }

  /** True for the first call only: the client must be told that the session is new. */
  synchronized boolean announce() {
    boolean first = !announced;
    announced = true;
    return first;
  }

  synchronized boolean takesUpdates() {
    return takesUpdates && connection != null;
  }

  synchronized void takeUpdates() {
    takesUpdates = true;
  }

  /** Binds the session to the connection by which its client speaks now. */
  synchronized void attach(ClientConnection current) {
    if (connection == current) {
      return;
    }
    connection = current;
    while (!undelivered.isEmpty() && current.isOpen()) {
      current.send(this, undelivered.remove());
    }
  }

  synchronized void detach(ClientConnection closed) {
    if (connection == closed) {
      connection = null;
    }
  }

  synchronized void hangUp() {
    if (connection != null) {
      connection.close();
    }
  }

  synchronized void send(MessageBody payload, boolean isAnswer) {
    Outgoing message = new Outgoing(payload, isAnswer);
    if (connection != null && connection.isOpen()) {
      connection.send(this, message);
    } else if (undelivered.size() < KEPT_MESSAGES) {
      undelivered.add(message);
    }
  }

  /** Ids are the time in units of 2^-32 s, ascending; the lowest bits tell answers from pushes. */
  long nextMessageId(boolean isAnswer, long nowMillis) {
    long time = messageIdAt(nowMillis);
    lastMessageId = Math.max(time, (lastMessageId & ~3L) + 4) | (isAnswer ? 1 : 3);
    return lastMessageId;
  }

  static long messageIdAt(long millis) {
    long fraction = ((millis % 1000) << 32) / 1000;
    return ((millis / 1000) << 32) | (fraction & ~3L);
  }

  int nextSequenceNumber(boolean isContent) {
    return isContent ? contentMessages++ * 2 + 1 : contentMessages * 2;
  }
}

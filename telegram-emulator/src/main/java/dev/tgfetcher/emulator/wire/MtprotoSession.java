package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlSchema;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A client's session. It numbers the messages to the client, and keeps undelivered ones until the
 * client reconnects. A session may move from one connection to the next.
 */
final class MtprotoSession {
  private static final int MOST_UNDELIVERED = 1000;

  private final AuthKey key;
  private final long id;
  private final Queue<Outgoing> undelivered = new ArrayDeque<>();
  private @Nullable ClientConnection connection;
  private boolean wantsUpdates;
  private volatile TlSchema schema = TlSchema.telegram();
  private long lastMessageId;
  private int contentMessages;
  private boolean announced;

  /** A message to the client. It gets its id and sequence number when it is sent. */
  record Outgoing(MessageBody body, boolean isResponse) {}

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

  /** Returns true for the first call only: the client must learn that the session is new. */
  synchronized boolean announce() {
    boolean first = !announced;
    announced = true;
    return first;
  }

  /** The schema of the layer that the client speaks. */
  TlSchema schema() {
    return schema;
  }

  void setSchema(TlSchema ofLayer) {
    schema = ofLayer;
  }

  synchronized boolean wantsUpdates() {
    return wantsUpdates && connection != null;
  }

  synchronized void subscribeToUpdates() {
    wantsUpdates = true;
  }

  /** Binds the session to its client's current connection, and sends the undelivered messages. */
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

  synchronized void disconnect() {
    if (connection != null) {
      connection.close();
    }
  }

  synchronized void send(MessageBody body, boolean isResponse) {
    Outgoing message = new Outgoing(body, isResponse);
    if (connection != null && connection.isOpen()) {
      connection.send(this, message);
    } else if (undelivered.size() < MOST_UNDELIVERED) {
      undelivered.add(message);
    }
  }

  /** Ids ascend, in units of 2^-32 s; the two lowest bits are 1 for responses and 3 for pushes. */
  long nextMessageId(boolean isResponse, long nowMillis) {
    long time = messageIdAt(nowMillis);
    lastMessageId = Math.max(time, (lastMessageId & ~3L) + 4) | (isResponse ? 1 : 3);
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

package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlReader;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.tl.TlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection:
 *
 * <ol>
 *   <li>reads packets until either side closes it
 *   <li>without a key: runs the key exchange
 *   <li>with a key: decrypts the packet, checks the salt, and passes its messages on
 *   <li>encrypts and sends the messages of sessions
 * </ol>
 */
final class ClientConnection implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);
  private static final int UNKNOWN_KEY = -404;
  private static final int BAD_SALT = 48;

  private final WireServer server;
  private final Socket socket;
  private final Handshake handshake;
  private final TlWriter writer = new TlWriter();
  private final Set<MtprotoSession> sessions = new HashSet<>();
  private final WireMessageReader messages;
  private volatile @Nullable ObfuscatedTransport transport;

  ClientConnection(WireServer server, Socket socket) {
    this.server = server;
    this.socket = socket;
    this.handshake = new Handshake(server.clock(), server::addKey);
    this.messages = new WireMessageReader(server);
  }

  @Override
  public void run() {
    try (socket) {
      ObfuscatedTransport opened = new ObfuscatedTransport(socket, server.secret());
      transport = opened;
      while (!socket.isClosed()) {
        receive(opened.read());
      }
    } catch (IOException | UncheckedIOException e) {
      log.debug("connection ended: {}", e.toString());
    } catch (RuntimeException e) {
      log.warn("connection closed: {}", e.toString(), e);
    } finally {
      sessions.forEach(session -> session.detach(this));
      server.remove(this);
    }
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("cannot close the connection: {}", e.toString());
    }
  }

  private void receive(byte[] packet) {
    TlReader reader = new TlReader(TlSchema.mtproto(), packet);
    long keyId = reader.readLong();
    if (keyId == 0) {
      reader.readRaw(12);
      sendPlain(handshake.respond(reader.readObject()));
      return;
    }
    AuthKey key = server.authKeys().find(keyId);
    if (key == null) {
      sendUnknownKey();
      return;
    }
    receive(key, Envelope.open(key, packet));
  }

  private void receive(AuthKey key, byte[] plain) {
    TlReader reader = new TlReader(TlSchema.mtproto(), plain);
    long salt = reader.readLong();
    MtprotoSession session = key.session(reader.readLong());
    long messageId = reader.readLong();
    int sequenceNumber = reader.readInt();
    byte[] body = reader.readRaw(reader.readInt());
    sessions.add(session);
    session.attach(this);
    if (session.announce()) {
      session.send(MessageBody.push(newSession(key, messageId)), false);
    }
    if (salt != key.salt()) {
      session.send(MessageBody.service(badSalt(key, messageId, sequenceNumber)), false);
      return;
    }
    messages.read(session, messageId, body);
  }

  private static TlObject newSession(AuthKey key, long messageId) {
    return TlSchema.mtproto()
        .make("new_session_created")
        .set("first_msg_id", messageId)
        .set("unique_id", messageId)
        .set("server_salt", key.salt());
  }

  private static TlObject badSalt(AuthKey key, long messageId, int sequenceNumber) {
    return TlSchema.mtproto()
        .make("bad_server_salt")
        .set("bad_msg_id", messageId)
        .set("bad_msg_seqno", sequenceNumber)
        .set("error_code", BAD_SALT)
        .set("new_server_salt", key.salt());
  }

  synchronized void send(MtprotoSession session, MtprotoSession.Outgoing message) {
    MessageBody body = message.body();
    long messageId = session.nextMessageId(message.isResponse(), server.clock().millis());
    writer.reset().skip(Envelope.HEADER);
    writer.writeLong(session.key().salt()).writeLong(session.id()).writeLong(messageId);
    writer.writeInt(session.nextSequenceNumber(body.isContent())).writeInt(0);
    int start = writer.size();
    body.write(writer.schema(session.schema()));
    writer.putInt(start - 4, writer.size() - start);
    Envelope.seal(session.key(), writer);
    flush();
  }

  private synchronized void sendPlain(TlObject response) {
    long messageId = MtprotoSession.messageIdAt(server.clock().millis()) | 1;
    writer.reset().skip(4).writeLong(0).writeLong(messageId).writeInt(0);
    int start = writer.size();
    writer.writeBoxed(response);
    writer.putInt(start - 4, writer.size() - start);
    flush();
  }

  private synchronized void sendUnknownKey() {
    writer.reset().skip(4).writeInt(UNKNOWN_KEY);
    flush();
  }

  private void flush() {
    ObfuscatedTransport current = transport;
    if (current == null) {
      return;
    }
    try {
      current.write(writer.array(), writer.size());
    } catch (IOException e) {
      log.debug("cannot send: {}", e.toString());
      close();
    }
  }
}

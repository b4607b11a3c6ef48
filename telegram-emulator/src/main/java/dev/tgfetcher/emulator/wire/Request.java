package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.Schema;
import dev.tgfetcher.emulator.tl.TlObject;
import java.util.List;

/** A client's request as bytes, and the way back to the client; it is to be answered once. */
public final class Request {
  private final Session session;
  private final long messageId;
  private final byte[] body;

  Request(Session session, long messageId, byte[] body) {
    this.session = session;
    this.messageId = messageId;
    this.body = body;
  }

  public AuthKey key() {
    return session.key();
  }

  public byte[] body() {
    return body;
  }

  /** Answers with an object, a truth value or a vector. */
  public void answer(Object value) {
    session.send(Payload.result(messageId, value), true);
  }

  public void fail(int code, String text) {
    Schema schema = Schema.mtproto();
    answer(schema.make("rpc_error").set("error_code", code).set("error_message", text));
  }

  /** Tells the client that the request has arrived and that the answer will take its time. */
  public void acknowledge() {
    TlObject ack = Schema.mtproto().make("msgs_ack").set("msg_ids", List.of(messageId));
    session.send(Payload.service(ack), false);
  }

  /** From now on the client's session is told about updates. */
  public void takeUpdates() {
    session.takeUpdates();
  }

  /** Closes the connection by which the request came, without an answer. */
  public void hangUp() {
    session.hangUp();
  }
}

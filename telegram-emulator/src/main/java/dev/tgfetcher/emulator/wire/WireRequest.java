package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.util.List;

/** A client's request as bytes, and the way back to the client; it is to be answered once. */
public final class WireRequest {
  private final MtprotoSession session;
  private final long messageId;
  private final byte[] body;

  WireRequest(MtprotoSession session, long messageId, byte[] body) {
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
    session.send(MessageBody.result(messageId, value), true);
  }

  public void fail(int code, String text) {
    TlSchema schema = TlSchema.mtproto();
    answer(schema.make("rpc_error").set("error_code", code).set("error_message", text));
  }

  /** Tells the client that the request has arrived and that the answer will take its time. */
  public void acknowledge() {
    TlObject ack = TlSchema.mtproto().make("msgs_ack").set("msg_ids", List.of(messageId));
    session.send(MessageBody.service(ack), false);
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

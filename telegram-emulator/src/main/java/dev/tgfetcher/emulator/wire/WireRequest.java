package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlReader;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.util.List;

/** A client's request as bytes, and the way to respond to it. Each request gets one response. */
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

  /** Reads the request by the layer of its client, which it may set. */
  public TlObject read() {
    TlReader reader = new TlReader(session.schema(), body);
    TlObject request = reader.readObject();
    session.setSchema(reader.schema());
    return request;
  }

  /** Responds with an object, a boolean or a list. */
  public void respond(Object value) {
    session.send(MessageBody.result(messageId, value), true);
  }

  public void fail(int code, String text) {
    TlSchema schema = TlSchema.mtproto();
    respond(schema.make("rpc_error").set("error_code", code).set("error_message", text));
  }

  /** Confirms the receipt of a request whose response takes longer. */
  public void acknowledge() {
    TlObject ack = TlSchema.mtproto().make("msgs_ack").set("msg_ids", List.of(messageId));
    session.send(MessageBody.service(ack), false);
  }

  /** Sends updates to the client's session from now on. */
  public void subscribeToUpdates() {
    session.subscribeToUpdates();
  }

  /** Closes the connection of the request, without a response. */
  public void disconnect() {
    session.disconnect();
  }
}

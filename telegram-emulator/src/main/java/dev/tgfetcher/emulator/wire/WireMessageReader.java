package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.GzipPacked;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlReader;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.util.Arrays;
import java.util.List;

/**
 * Reads decrypted messages. It unpacks containers and gzip, responds to the protocol's own
 * messages, and passes requests to the handler.
 */
final class WireMessageReader {
  private static final int CONTAINER = 0x73f1f8dc;
  private static final int SALT_LIFETIME = 86_400;
  private static final byte NOT_RECEIVED = 1;

  private final WireServer server;
  private final TlSchema schema = TlSchema.mtproto();

  WireMessageReader(WireServer server) {
    this.server = server;
  }

  void read(MtprotoSession session, long messageId, byte[] body) {
    TlReader reader = new TlReader(schema, body);
    if (reader.isKnown()) {
      readService(session, messageId, reader.readObject());
      return;
    }
    switch (reader.readInt()) {
      case CONTAINER -> readContainer(session, reader);
      case GzipPacked.ID -> read(session, messageId, GzipPacked.unpack(reader.readBytes()));
      default -> server.handler().handle(new WireRequest(session, messageId, body));
    }
  }

  private void readContainer(MtprotoSession session, TlReader reader) {
    int count = reader.readInt();
    for (int i = 0; i < count; i++) {
      long messageId = reader.readLong();
      reader.readInt();
      read(session, messageId, reader.readRaw(reader.readInt()));
    }
  }

  private void readService(MtprotoSession session, long messageId, TlObject message) {
    switch (message.name()) {
      case "ping", "ping_delay_disconnect" ->
          send(session, pong(messageId, message.number("ping_id")));
      case "get_future_salts" -> send(session, futureSalts(session, messageId));
      case "msgs_state_req" -> send(session, stateOf(messageId, message.list("msg_ids")));
      case "rpc_drop_answer" -> respond(session, messageId, schema.make("rpc_answer_unknown"));
      case "destroy_auth_key" -> {
        send(session, schema.make("destroy_auth_key_ok"));
        server.authKeys().forget(session.key());
      }
      default -> {}
    }
  }

  private TlObject pong(long messageId, long pingId) {
    return schema.make("pong").set("msg_id", messageId).set("ping_id", pingId);
  }

  private TlObject futureSalts(MtprotoSession session, long messageId) {
    int now = (int) server.clock().instant().getEpochSecond();
    TlObject salt =
        schema
            .make("future_salt")
            .set("valid_since", now - 60)
            .set("valid_until", now + SALT_LIFETIME)
            .set("salt", session.key().salt());
    return schema
        .make("future_salts")
        .set("req_msg_id", messageId)
        .set("now", now)
        .set("salts", List.of(salt));
  }

  /** The state of each message is "not received", so that the client sends it again. */
  private TlObject stateOf(long messageId, List<Long> messageIds) {
    byte[] states = new byte[messageIds.size()];
    Arrays.fill(states, NOT_RECEIVED);
    return schema.make("msgs_state_info").set("req_msg_id", messageId).set("info", states);
  }

  private static void send(MtprotoSession session, TlObject value) {
    session.send(MessageBody.service(value), true);
  }

  private static void respond(MtprotoSession session, long messageId, TlObject value) {
    session.send(MessageBody.result(messageId, value), true);
  }
}

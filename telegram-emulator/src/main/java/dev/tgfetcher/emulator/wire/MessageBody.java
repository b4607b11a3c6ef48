package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlWriter;

/**
 * The body of a message to a client.
 *
 * @param requestId the id of the request to which it responds, or 0
 * @param value the payload: an object, a boolean or a list
 * @param isContent whether the client must acknowledge it
 */
record MessageBody(long requestId, Object value, boolean isContent) {
  private static final int RPC_RESULT = 0xf35c6d01;

  static MessageBody service(TlObject value) {
    return new MessageBody(0, value, false);
  }

  static MessageBody push(TlObject value) {
    return new MessageBody(0, value, true);
  }

  static MessageBody result(long requestId, Object value) {
    return new MessageBody(requestId, value, true);
  }

  void write(TlWriter writer) {
    if (requestId != 0) {
      writer.writeInt(RPC_RESULT).writeLong(requestId);
    }
    writer.writeBoxed(value);
  }
}

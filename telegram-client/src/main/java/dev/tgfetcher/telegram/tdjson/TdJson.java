package dev.tgfetcher.telegram.tdjson;

import org.jspecify.annotations.Nullable;

/** The functions of {@code libtdjson}, with JSON as UTF-8 bytes. */
interface TdJson {
  int createClientId();

  void send(int clientId, byte[] request);

  /**
   * Waits for the next answer or update of any client; returns null when none comes in time. TDLib
   * aborts the process when two threads call this at once.
   */
  byte @Nullable [] receive(double timeoutSeconds);

  byte[] execute(byte[] request);
}

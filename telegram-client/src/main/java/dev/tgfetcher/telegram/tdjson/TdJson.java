package dev.tgfetcher.telegram.tdjson;

import org.jspecify.annotations.Nullable;

/** The functions of {@code libtdjson}, with JSON as UTF-8 bytes. */
public interface TdJson {
  int createClientId();

  void send(int clientId, byte[] request);

  /**
   * Waits for the next answer or update of any client; returns null when none comes in time. TDLib
   * aborts the process when two threads call this at once.
   */
  byte @Nullable [] receive(double timeoutSeconds);

  byte[] execute(byte[] request);

  /**
   * Passes TDLib's log to a sink until the process ends.
   *
   * @param maxVerbosity the level of the least important lines
   */
  void logTo(int maxVerbosity, LogSink sink);

  /** Receives TDLib's log on TDLib's threads; it must neither block nor call TDLib. */
  interface LogSink {
    void write(int verbosity, String line);
  }
}

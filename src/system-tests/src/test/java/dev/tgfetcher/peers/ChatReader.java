package dev.tgfetcher.peers;

import java.time.Duration;
import java.util.List;

/** A running program that reads chats from the emulator. */
interface ChatReader extends AutoCloseable {
  /** The name with the version. */
  String name();

  /** Reads all messages of chats with these usernames, and returns their number. */
  long read(List<String> chats);

  /** The CPU time of all its threads since its start. */
  Duration cpuTime();

  /** The peak of its resident memory. */
  long peakMegabytes();

  @Override
  void close();
}

package dev.tgfetcher.emulator.fault;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What is to become of a request. */
public sealed interface FaultDecision {
  /** It is answered as if there were no faults. */
  record Pass() implements FaultDecision {}

  /** It is refused with an error. */
  record Refuse(int code, String text) implements FaultDecision {
    static Refuse floodWait(long seconds) {
      return new Refuse(420, "FLOOD_WAIT_" + seconds);
    }
  }

  /** It is answered after a while. */
  record Stall(Duration duration) implements FaultDecision {}

  /** It is answered when somebody says so. */
  record Hold(CompletableFuture<Void> over) implements FaultDecision {}

  /** The connection is closed instead of an answer. */
  record HangUp() implements FaultDecision {}
}

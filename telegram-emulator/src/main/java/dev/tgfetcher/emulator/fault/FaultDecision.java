package dev.tgfetcher.emulator.fault;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The decision of the scripted faults about one request. */
public sealed interface FaultDecision {

  /** Runs the one action that fits this decision. */
  void apply(Actions actions);

  /** One action for each decision: a new decision does not compile without its action. */
  interface Actions {
    void proceed();

    /** Responds with an error. */
    void refuse(int code, String text);

    /** Responds after a delay. */
    void stall(Duration delay);

    /** Responds when the future completes. */
    void block(CompletableFuture<Void> unblocked);

    /** Closes the connection without a response. */
    void disconnect();
  }

  /** No fault applies. */
  record Proceed() implements FaultDecision {
    @Override
    public void apply(Actions actions) {
      actions.proceed();
    }
  }

  /** The request gets an error. */
  record Refuse(int code, String text) implements FaultDecision {
    static Refuse floodWait(long seconds) {
      return new Refuse(420, "FLOOD_WAIT_" + seconds);
    }

    @Override
    public void apply(Actions actions) {
      actions.refuse(code, text);
    }
  }

  /** The response is delayed. */
  record Stall(Duration delay) implements FaultDecision {
    @Override
    public void apply(Actions actions) {
      actions.stall(delay);
    }
  }

  /** The response waits for a future. */
  record Block(CompletableFuture<Void> unblocked) implements FaultDecision {
    @Override
    public void apply(Actions actions) {
      actions.block(unblocked);
    }
  }

  /** The connection is closed. */
  record Disconnect() implements FaultDecision {
    @Override
    public void apply(Actions actions) {
      actions.disconnect();
    }
  }
}

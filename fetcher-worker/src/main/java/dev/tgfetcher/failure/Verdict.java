package dev.tgfetcher.failure;

import java.time.Duration;

/** What becomes of a command whose attempt failed. */
public sealed interface Verdict {
  /** Due again after a delay; the attempt counts. */
  record Retry(Duration delay) implements Verdict {}

  /** Due again after a delay; the attempt does not count. */
  record Defer(Duration delay) implements Verdict {}

  /** Given up. */
  record GiveUp() implements Verdict {}

  /** Back to the queue untouched, and this worker stops: it is of no use to any command. */
  record StopWorker() implements Verdict {}

  /** Back to the queue untouched: the worker is stopping or no longer owns the command. */
  record Requeue() implements Verdict {}
}
